import { industriesBelow } from '@miaopu/standards';
import { useMemo } from 'react';
import { industryText } from '../../shared/field-text.ts';
import { useLanguage } from '../../shared/words.ts';

export type Choices = { value: string; label: string }[];

/** Industries from division to class, to be found by code or name. */
export function useIndustryOptions(): Choices {
  const language = useLanguage();
  return useMemo(() => {
    const divisions = industriesBelow().flatMap((section) => industriesBelow(section.code));
    const all = divisions.flatMap((division) => [
      division,
      ...industriesBelow(division.code).flatMap((group) => [group, ...industriesBelow(group.code)]),
    ]);
    return all.map(({ code }) => ({ value: code, label: industryText(code, language) }));
  }, [language]);
}
