import { countWords, type DecompositionPage, type Round, type RoundAct, roundActsIn } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { useWords } from './locale.ts';
import { IssueDialog, ReasonDialog, SignDialog } from './round-dialogs.tsx';

type Asked = Exclude<RoundAct, 'answer'>;

/** Where a round stands, what units have said, and what the office does next. */
export function RoundHead(props: {
  page: DecompositionPage;
  round: Round;
  /** How many cells are no numbers. */
  bad: number;
  gapsBy: ReadonlyMap<string, readonly Gap[]>;
  differsBecause: Readonly<Record<string, string>>;
  unsaved?: boolean;
  aside?: ReactNode;
  actions?: ReactNode;
}): ReactNode {
  const say = useWords();
  const may = useMay('plan.decompose');
  const [asked, setAsked] = useState<Asked | null>(null);
  const { page, round, bad } = props;
  const counts = countWords(round.words);
  const total = round.words.length;
  const open = page.targets.some(
    ({ id }) => (props.gapsBy.get(id) ?? []).length > 0 && !props.differsBecause[id]?.trim(),
  );
  const acts: readonly RoundAct[] = may ? roundActsIn[round.state] : [];
  const close = () => setAsked(null);
  const hindered = bad > 0 ? say('issue.bad', { count: bad }) : open ? say('issue.gaps') : null;
  return (
    <Panel
      title={<span className={`round-state round-${round.state}`}>{say(`state.${round.state}`)}</span>}
      aside={
        <>
          {total > 0 && say('words.progress', { confirmed: counts.confirmed, total })}
          {total > 0 && <Silence round={round} silent={counts.waiting} />} {props.aside}
        </>
      }
      actions={
        <>
          {props.actions}
          {acts.includes('withdraw') && (
            <Button danger type="text" onClick={() => setAsked('withdraw')}>
              {say('withdraw')}
            </Button>
          )}
          {acts.includes('reopen') && <Button onClick={() => setAsked('reopen')}>{say('reopen')}</Button>}
          {acts.includes('sign') && (
            <Button type="primary" onClick={() => setAsked('sign')}>
              {say('sign')}
            </Button>
          )}
          {acts.includes('issue') && (
            <Button
              type="primary"
              disabled={hindered !== null || props.unsaved === true}
              onClick={() => setAsked('issue')}
            >
              {say('issue')}
            </Button>
          )}
        </>
      }
    >
      {acts.includes('issue') && hindered && <p className="split-hindered">{hindered}</p>}
      <ActLines round={round} />
      {asked === 'issue' && <IssueDialog page={page} round={round} onClose={close} />}
      {asked === 'sign' && <SignDialog page={page} round={round} onClose={close} />}
      {(asked === 'reopen' || asked === 'withdraw') && (
        <ReasonDialog page={page} round={round} act={asked} onClose={close} />
      )}
    </Panel>
  );
}

/** Until when units answer, and what it means if they don't; once it is signed, how many had not. */
function Silence({ round, silent }: { round: Round; silent: number }): ReactNode {
  const say = useWords();
  if (round.state === 'signed') return silent > 0 ? ` · ${say('words.silent', { count: silent })}` : null;
  return (
    <>
      {round.answerBy && ` · ${say('words.answerBy', { day: round.answerBy })}`}
      {round.silence !== 'none' && say(`words.silence.${round.silence}`)}
    </>
  );
}

function ActLines({ round }: { round: Round }): ReactNode {
  const say = useWords();
  return (
    <ol className="split-acts" aria-label={say('acts.title')}>
      {round.acts.map((line) => (
        <li key={`${line.act} ${line.at}`}>
          <b>{say(`act.${line.act as 'drafted'}`)}</b> {line.by} <time>{formatInstant(line.at)}</time>
          {line.remark && <span> · {line.remark}</span>}
        </li>
      ))}
    </ol>
  );
}
