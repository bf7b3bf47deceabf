import { approveSubmissions, listWaitingSubmissions } from '@miaopu/contract';
import { Button, Checkbox, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { AnswerOf } from '../../../shared/client.ts';
import { Bones } from '../../../shared/components/bones.tsx';
import { type DataColumn, DataTable } from '../../../shared/components/data-table.tsx';
import { EmptyState, Failure } from '../../../shared/components/notice.tsx';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant, formatPeriod } from '../../../shared/formats.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useAct } from '../form/use-submission.ts';
import { useWords } from '../locale.ts';
import { Due } from '../marks.tsx';
import { reportPath } from '../paths.ts';

type Waiting = AnswerOf<typeof listWaitingSubmissions>['rows'][number];

/** What waits for my signature, with what differs and what wants a look; those without a warning can be signed together. */
export function WaitingView({ plan }: { plan: string }): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listWaitingSubmissions, { params: { plan } });
  const [asking, setAsking] = useState(false);
  const columns = useWaitingColumns();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  const calm = data?.rows.filter(({ warnings }) => warnings === 0) ?? [];
  return (
    <Panel
      title={say('waiting.title')}
      actions={
        calm.length > 0 && (
          <Button onClick={() => setAsking(true)}>{say('waiting.bulk', { count: calm.length })}</Button>
        )
      }
    >
      {!data && <Bones rows={6} height={32} />}
      {data && (
        <DataTable
          id="reports-waiting"
          label={say('waiting.title')}
          rows={data.rows}
          rowKey={reportPath}
          columns={columns}
          empty={<EmptyState title={say('waiting.none')}>{say('waiting.none.text')}</EmptyState>}
        />
      )}
      {asking && <BulkDialog plan={plan} rows={calm} onClose={() => setAsking(false)} />}
    </Panel>
  );
}

function useWaitingColumns(): DataColumn<Waiting>[] {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  return [
    {
      key: 'title',
      title: say('column.form'),
      width: 240,
      always: true,
      render: (row) => <Link to={reportPath(row)}>{label(row.title)}</Link>,
    },
    { key: 'unit', title: say('column.unit'), width: 136, render: (row) => label(row.unitName) },
    {
      key: 'period',
      title: say('column.period'),
      width: 120,
      render: (row) => formatPeriod(row.period, language),
    },
    {
      key: 'changed',
      title: say('column.changed'),
      align: 'end',
      width: 112,
      render: (row) =>
        row.version > 1 ? say('waiting.changed', { count: row.changed }) : say('waiting.first'),
    },
    {
      key: 'warnings',
      title: say('column.warnings'),
      align: 'end',
      width: 96,
      render: (row) => (row.warnings > 0 ? <b className="report-warnings">{row.warnings}</b> : 0),
    },
    {
      key: 'submitted',
      title: say('column.submitted'),
      width: 152,
      render: (row) => formatInstant(row.submittedAt),
    },
    { key: 'due', title: say('column.due'), width: 168, render: (row) => <Due timing={row.timing} /> },
  ];
}

/** Signs all that have no warning: how many and whose is said before, what was left is said after. */
function BulkDialog(props: { plan: string; rows: readonly Waiting[]; onClose: () => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const approve = useAct(approveSubmissions);
  const [rows] = useState(props.rows);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = rows.filter((row) => !left.has(reportPath(row)));
  const nameOf = (row: Pick<Waiting, 'form' | 'unit' | 'period'>) => {
    const found = rows.find((one) => reportPath(one) === reportPath(row));
    return found
      ? `${label(found.unitName)} · ${label(found.title)} · ${formatPeriod(found.period, language)}`
      : row.form;
  };
  const done = approve.data;
  return (
    <Modal
      open
      title={say('bulk.title', { count: chosen.length })}
      okText={say(done ? 'close' : 'bulk.confirm', { count: chosen.length })}
      okButtonProps={{ disabled: chosen.length === 0 }}
      cancelText={say('cancel')}
      confirmLoading={approve.isPending}
      cancelButtonProps={done ? { style: { display: 'none' } } : {}}
      onCancel={props.onClose}
      onOk={() => {
        if (done) props.onClose();
        else {
          const items = chosen.map(({ form, unit, period, version }) => ({ form, unit, period, version }));
          approve.mutate({ params: { plan: props.plan }, body: { items, confirmed: items.length } });
        }
      }}
    >
      {!done && (
        <>
          <p>{say('bulk.text')}</p>
          <ul className="bulk-list bulk-choice">
            {rows.map((row) => (
              <li key={reportPath(row)}>
                <Checkbox
                  checked={!left.has(reportPath(row))}
                  onChange={({ target }) => {
                    const next = new Set(left);
                    if (target.checked) next.delete(reportPath(row));
                    else next.add(reportPath(row));
                    setLeft(next);
                  }}
                >
                  {nameOf(row)}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
      {done && <p role="status">{say('bulk.done', { count: done.approved })}</p>}
      {done && done.left.length > 0 && (
        <>
          <p>{say('bulk.left', { count: done.left.length })}</p>
          <ul className="bulk-list">
            {done.left.map((row) => (
              <li key={reportPath(row)}>
                {nameOf(row)} <small>{label(row.because)}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {approve.error && <Failure problem={approve.error} title={say('bulk.failed')} />}
    </Modal>
  );
}
