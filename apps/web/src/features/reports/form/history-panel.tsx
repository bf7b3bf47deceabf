import { cellDifferences, type Submission } from '@miaopu/contract';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { useStepName } from '../marks.tsx';
import { wholeText } from './cell-text.ts';

/** What was done to the submission, the latest first, and what its versions say differently. */
export function HistoryPanel({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const stepName = useStepName();
  const { deeds, declared } = submission;
  if (deeds.length === 0) return null;
  return (
    <Panel title={say('history.title')} id="history">
      <div className="history">
        <ol className="history-deeds">
          {deeds.toReversed().map((deed) => {
            const step = deed.step === null ? undefined : declared.steps[deed.step];
            return (
              <li key={`${deed.at} ${deed.act}`}>
                <span>
                  <b>{say(`deed.${deed.act}`)}</b>
                  {deed.version !== null && <small> {say('version', { version: deed.version })}</small>}
                  {step && <small> {stepName(step)}</small>}
                </span>
                <small>
                  {deed.by.name} · {formatInstant(deed.at)}
                </small>
                {deed.remark && <p>{deed.remark}</p>}
                {deed.remarks.length > 0 && <p>{say('history.remarks', { count: deed.remarks.length })}</p>}
              </li>
            );
          })}
        </ol>
        {submission.versions.length > 1 && <Versions submission={submission} />}
      </div>
    </Panel>
  );
}

/** Two versions beside each other: only what differs. */
function Versions({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { versions, declared } = submission;
  const [chosen, setChosen] = useState(versions.at(-1)!.version);
  const index = Math.max(
    1,
    versions.findIndex(({ version }) => version === chosen),
  );
  const [before, after] = [versions[index - 1]!, versions[index]!];
  const differences = cellDifferences(declared, before.cells, after.cells);
  const cellOf = (id: string) => declared.cells.find((cell) => cell.id === id)!;
  return (
    <section className="history-versions" aria-label={say('versions.title')}>
      <div className="history-choose">
        <Select
          aria-label={say('versions.title')}
          size="small"
          value={after.version}
          onChange={setChosen}
          options={versions.slice(1).map(({ version }, at) => ({
            value: version,
            label: say('versions.pair', { before: versions[at]!.version, after: version }),
          }))}
        />
        {after.restatedBecause && (
          <small>{say('versions.restated', { reason: after.restatedBecause })}</small>
        )}
      </div>
      {differences.length === 0 && <p className="form-quiet">{say('versions.same')}</p>}
      {differences.length > 0 && (
        <table className="history-table">
          <thead>
            <tr>
              <th scope="col">{say('form.cell')}</th>
              <th scope="col">{say('version', { version: before.version })}</th>
              <th scope="col">{say('version', { version: after.version })}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ cell, before: was, after: is }) => (
              <tr key={cell}>
                <th scope="row">{label(cellOf(cell).label)}</th>
                <td>{wholeText(cellOf(cell), was, language)}</td>
                <td>{wholeText(cellOf(cell), is, language)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
