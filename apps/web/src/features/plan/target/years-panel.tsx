import type { TargetPage } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { StateMark } from '../../../shared/components/state-mark.tsx';
import { goalText, unitText, valueText } from '../../../shared/standing/values.ts';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';

/** Each year's value against that year's goal. */
export function YearsPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { card } = page;
  if (page.years.length === 0) return null;
  const unit = unitText(card, language);
  return (
    <Panel title={say('years.title')} aside={unit && say('trend.unit', { unit })} flush>
      <table className="compare years">
        <thead>
          <tr>
            <th scope="col">{say('years.year')}</th>
            <th scope="col" className="figure">
              {say('years.value')}
            </th>
            <th scope="col" className="figure">
              {say('years.goal')}
            </th>
            <th scope="col">{say('years.state')}</th>
          </tr>
        </thead>
        <tbody>
          {page.years.map(({ year, standing }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="figure">{valueText(card, standing.value)}</td>
              <td className="figure compare-goal">{goalText(card, standing.goal, language)}</td>
              <td>
                <StateMark state={standing.state} quiet />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
