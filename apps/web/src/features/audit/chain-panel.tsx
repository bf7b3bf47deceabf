import { type AuditHead, auditFaults, exportAuditHead, listAuditDays, verifyAudit } from '@miaopu/contract';
import { Alert, Button } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useRef, useState } from 'react';
import type { AnswerOf } from '../../shared/client.ts';
import { Bones } from '../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { downloadFile } from '../../shared/files.ts';
import { formatCount } from '../../shared/formats.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';

/** Whether the audit is still as it was written, and each day's hash to be kept elsewhere. */
export function ChainPanel(): ReactNode {
  const say = useWords();
  const files = useRef<HTMLInputElement>(null);
  const verify = useCommand(verifyAudit);
  const [wrongFile, setWrongFile] = useState<string | null>(null);
  const against = async (chosen: readonly File[]) => {
    setWrongFile(null);
    const kept: AuditHead[] = [];
    for (const file of chosen) {
      const head = readHead(await file.text());
      if (head === null) return setWrongFile(file.name);
      kept.push(head);
    }
    verify.mutate({ body: { kept } });
  };
  return (
    <Panel
      title={say('chain')}
      actions={
        <>
          <input
            ref={files}
            type="file"
            hidden
            multiple
            accept="application/json,.json"
            aria-label={say('chain.against')}
            onChange={({ target }) => {
              void against([...(target.files ?? [])]);
              target.value = '';
            }}
          />
          <Button onClick={() => files.current?.click()}>{say('chain.against')}</Button>
          <Button loading={verify.isPending} onClick={() => verify.mutate({ body: {} })}>
            {say('chain.verify')}
          </Button>
        </>
      }
    >
      <p className="audit-text">{say('chain.text')}</p>
      {wrongFile !== null && <Alert type="warning" title={say('chain.against.bad', { name: wrongFile })} />}
      {verify.error && <Failure problem={verify.error} title={say('chain.failed')} />}
      {verify.data && <Verdict verdict={verify.data} />}
      <Days />
    </Panel>
  );
}

/** A file that was downloaded here; nothing for any other. */
function readHead(text: string): AuditHead | null {
  try {
    const { district, day, lines, hash } = JSON.parse(text) as AuditHead;
    const isHead =
      typeof district === 'string' && /^\d{4}-\d\d-\d\d$/.test(day) && /^[0-9a-f]{64}$/.test(hash);
    return isHead && Number.isInteger(lines) ? { district, day, lines, hash } : null;
  } catch {
    return null;
  }
}

function Verdict({ verdict }: { verdict: AnswerOf<typeof verifyAudit> }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { broken, days, lines, seconds, forgotten } = verdict;
  if (broken !== null)
    return (
      <Alert
        type="error"
        role="alert"
        title={
          broken.position === null
            ? say('chain.broken.nowhere', { day: broken.day })
            : say('chain.broken', { day: broken.day, position: broken.position })
        }
        description={`${label(auditFaults[broken.fault])} ${say('chain.broken.next')}`}
      />
    );
  return (
    <Alert
      type="success"
      role="status"
      title={say('chain.holds', { days: formatCount(days), lines: formatCount(lines), seconds })}
      description={forgotten > 0 ? say('chain.forgotten', { count: formatCount(forgotten) }) : undefined}
    />
  );
}

function Days(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listAuditDays, { query: { limit: 7 } });
  const [problem, setProblem] = useState<unknown>(null);
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Bones rows={3} height={24} />;
  if (data.rows.length === 0) return <EmptyState title={say('chain.none')} />;
  const today = dayjs().format('YYYY-MM-DD');
  return (
    <>
      {problem !== null && <Failure problem={problem} title={say('export.failed')} />}
      <table className="audit-days" aria-label={say('chain.hash')}>
        <thead>
          <tr>
            <th scope="col">{say('chain.day')}</th>
            <th scope="col" className="audit-figure">
              {say('chain.lines')}
            </th>
            <th scope="col">{say('chain.hash')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ day, lines, hash }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td className="audit-figure">{formatCount(lines)}</td>
              <td className="audit-hash">
                <code title={hash}>{hash}</code>
                {day === today && <small>{say('chain.today')}</small>}
              </td>
              <td className="audit-figure">
                <Button
                  size="small"
                  aria-label={say('chain.keep', { day })}
                  onClick={() => {
                    setProblem(null);
                    void downloadFile(exportAuditHead, { params: { day } }, `${day}.json`).catch(setProblem);
                  }}
                >
                  {say('chain.keep.short')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
