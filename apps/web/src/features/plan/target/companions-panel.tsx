import type { TargetPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { Panel } from '../../../shared/components/page.tsx';
import { valueWithUnit } from '../../../shared/standing/values.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** Numbers that stand beside the target's own, where one alone would hide something; each opens its own list. */
export function CompanionsPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const listOf = useListAddress();
  if (page.companions.length === 0) return null;
  return (
    <div className="target-wide">
      <Panel title={say('companions.title')} aside={say('companions.aside')} flush>
        <table className="compare">
          <tbody>
            {page.companions.map((companion) => (
              <tr key={companion.id}>
                <th scope="row" className="companion-title">
                  {label(companion.title)}
                  {companion.note && <span className="versions-who"> {label(companion.note)}</span>}
                </th>
                <td className="figure">
                  {companion.value === null && companion.reason
                    ? label(companion.reason)
                    : valueWithUnit(companion, companion.value, language)}
                </td>
                <td>
                  {companion.listable && <Link to={listOf(companion.id)}>{say('companions.open')}</Link>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </div>
  );
}

/** The same page with the list of another number open. */
function useListAddress(): (id: string) => string {
  const { pathname, search } = useLocation();
  return (id) => {
    const query = new URLSearchParams(search);
    query.set('of', id);
    for (const name of ['offset', 'part']) query.delete(name);
    return `${pathname}?${query}#behind`;
  };
}
