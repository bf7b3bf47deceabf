import { getPlan } from '@miaopu/contract';
import { useSession } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { pick, useLanguage } from '../../../shared/words.ts';

/** The units of the district's plan, as policies name them for their contact. */
function useUnits() {
  const { plan } = useSession();
  const { data } = useEndpoint(
    getPlan,
    { params: { plan: plan ?? '' } },
    { enabled: plan !== null, staleTime: 600_000 },
  );
  return data?.units ?? [];
}

/** Departments and towns, to choose a contact from. */
export function useContacts(): { value: string; label: string }[] {
  const language = useLanguage();
  return useUnits()
    .filter(({ kind }) => kind === 'department' || kind === 'town')
    .map(({ id, name }) => ({ value: id, label: pick(name, language) }));
}

/** A town's name by its code in the page's language; the name that is known where the plan has no other. */
export function useTownText(): (code: string, known: string) => string {
  const language = useLanguage();
  const units = useUnits();
  return (code, known) => {
    const unit = units.find(({ id }) => id === code);
    return unit ? pick(unit.name, language) : known;
  };
}
