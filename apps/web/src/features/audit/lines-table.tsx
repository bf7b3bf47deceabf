import type { AuditLineRow } from '@miaopu/contract';
import { Drawer } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import {
  LineChanges,
  LineOrigin,
  RecordName,
  useActionText,
  useActorText,
} from '../../shared/history/line-parts.tsx';
import { useNarrow } from '../../shared/use-narrow.ts';
import { useWords } from './locale.ts';

/** Lines of the audit, one a row; a row opens what was there before and after, side by side. */
export function LinesTable({ rows, isBusy }: { rows: readonly AuditLineRow[]; isBusy: boolean }): ReactNode {
  const say = useWords();
  const actionText = useActionText();
  const actorText = useActorText();
  const narrow = useNarrow();
  const [opened, setOpened] = useState<AuditLineRow | null>(null);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="audit-lines" tabIndex={0} aria-label={say('lines')} aria-busy={isBusy}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('column.when')}</th>
              <th scope="col">{say('column.who')}</th>
              <th scope="col">{say('column.what')}</th>
              <th scope="col">{say('column.record')}</th>
              <th scope="col">{say('column.why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => {
              const what = actionText(line.action);
              return (
                <tr key={line.id}>
                  <td className="audit-when">{formatInstant(line.happenedAt)}</td>
                  <td>{actorText(line)}</td>
                  <th scope="row">
                    <button
                      type="button"
                      className="audit-open"
                      aria-label={say('line.open', { what })}
                      onClick={() => setOpened(line)}
                    >
                      {what}
                    </button>
                  </th>
                  <td>
                    <RecordName line={line} />
                  </td>
                  <td className="audit-why">{line.reason}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
      <Drawer
        open={opened !== null}
        size={narrow ? '100%' : 640}
        title={opened && actionText(opened.action)}
        onClose={() => setOpened(null)}
      >
        {opened && (
          <>
            <p>
              {formatInstant(opened.happenedAt)} · {actorText(opened)}
            </p>
            <p>
              <RecordName line={opened} /> <code>{opened.record}</code>
            </p>
            {opened.reason && <p>{opened.reason}</p>}
            <LineChanges line={opened} />
            <LineOrigin line={opened} />
          </>
        )}
      </Drawer>
    </>
  );
}
