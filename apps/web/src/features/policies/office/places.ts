import { industriesBelow } from '@miaopu/standards';
import { useMemo } from 'react';
import { industryText } from '../../../shared/field-text.ts';
import { dash } from '../../../shared/formats.ts';
import { useSession, useTownName } from '../../../shared/session.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useTownText } from './units.ts';

type Option = { value: string; label: string };

/** The district's towns and the town that nobody knows, to choose from. */
export function useTownOptions(): Option[] {
  const say = useWords();
  const townText = useTownText();
  const { district } = useSession();
  return [
    ...district.towns.map(({ code, name }) => ({ value: code, label: townText(code, name) })),
    { value: 'none', label: say('office.town.none') },
  ];
}

/** A town's or an industry's name in the page's language; `known` is what the server calls it. */
export function usePlaceText(kind: 'town' | 'industry'): (code: string, known: string) => string {
  const say = useWords();
  const language = useLanguage();
  const townText = useTownText();
  return (code, known) => {
    if (code === 'none') return say(`office.${kind}.none`);
    if (kind === 'town') return townText(code, known);
    return language === 'en' ? industryText(code, language).replace(`${code} `, '') : known;
  };
}

/** A row's town in the page's language; a dash where nobody knows it. */
export function useRowTown(): (row: { readonly town: string | null }) => string {
  const townText = useTownText();
  const townName = useTownName();
  return ({ town }) => (town ? townText(town, townName(town) ?? town) : dash);
}

/** Industry divisions, to be found by code or name. */
export function useDivisionOptions(): Option[] {
  const say = useWords();
  const language = useLanguage();
  const nobody = say('office.industry.none');
  return useMemo(
    () => [
      ...industriesBelow()
        .flatMap((section) => industriesBelow(section.code))
        .map(({ code }) => ({ value: code, label: industryText(code, language) })),
      { value: 'none', label: nobody },
    ],
    [language, nobody],
  );
}
