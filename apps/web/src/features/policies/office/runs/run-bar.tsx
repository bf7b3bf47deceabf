import type { PolicyRun } from '@miaopu/contract';
import { Button, DatePicker, Popconfirm, Progress } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { type ReactNode, useId, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../../../shared/components/notice.tsx';
import { formatCount, formatInstant, formatLongDay } from '../../../../shared/formats.ts';
import { useMay } from '../../../../shared/session.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { runPath } from '../paths.ts';
import { isLive, useRuns } from './use-runs.ts';

/** Where the figures come from, whether they are old, and the one button that counts them anew for the whole district. */
export function RunBar(): ReactNode {
  const say = useWords();
  const mayRun = useMay('policy.run');
  const { runs, newest, start, cancel } = useRuns();
  const problem = runs.error ?? start.error ?? cancel.error;
  const done = runs.data?.rows.find(({ state }) => state === 'done');
  return (
    <section className="run-bar" aria-label={say('run.title')}>
      {problem && <Failure problem={problem} where={say('run.title')} />}
      {newest && isLive(newest) ? (
        <LiveRun
          run={newest}
          stopping={cancel.isPending}
          onStop={mayRun ? () => cancel.mutate({ params: { run: newest.id } }) : undefined}
        />
      ) : (
        <>
          <LastRun run={done} newest={newest} known={runs.data !== undefined} />
          {mayRun && (
            <StartRun
              first={runs.data !== undefined && done === undefined}
              busy={start.isPending}
              onStart={(asOf) => start.mutate({ body: asOf ? { asOf } : {} })}
            />
          )}
        </>
      )}
    </section>
  );
}

function LastRun(props: {
  run: PolicyRun | undefined;
  newest: PolicyRun | undefined;
  known: boolean;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { run, newest } = props;
  if (!run) return <p>{props.known ? say('run.none') : ' '}</p>;
  return (
    <p>
      <Link to={runPath(run.id)}>{say('run.of', { day: formatLongDay(run.asOf, language) })}</Link>{' '}
      <span>
        {say('run.counted', {
          entities: formatCount(run.entities),
          at: formatInstant(run.finishedAt),
          seconds: (run.seconds ?? 0).toFixed(1),
        })}
      </span>
      {run.stale && <span className="run-stale">{say('run.stale')}</span>}
      {newest && newest.id !== run.id && (
        <span className="run-stale">
          {say(`run.last.${newest.state === 'cancelled' ? 'cancelled' : 'failed'}`)}
          {newest.error && ` ${label(newest.error)}`}
        </span>
      )}
    </p>
  );
}

function StartRun(props: { first: boolean; busy: boolean; onStart: (asOf: string) => void }): ReactNode {
  const say = useWords();
  const id = useId();
  const [day, setDay] = useState<Dayjs | null>(null);
  return (
    <span className="run-start">
      <label htmlFor={id}>{say('run.day')}</label>
      <DatePicker
        id={id}
        value={day}
        onChange={setDay}
        placeholder={say('run.day.newest')}
        maxDate={dayjs().add(1, 'year')}
      />
      <Button
        type={props.first ? 'primary' : 'default'}
        loading={props.busy}
        onClick={() => props.onStart(day?.format('YYYY-MM-DD') ?? '')}
      >
        {say('run.start')}
      </Button>
    </span>
  );
}

function LiveRun(props: { run: PolicyRun; stopping: boolean; onStop: (() => void) | undefined }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { done, total } = props.run.progress;
  return (
    <>
      <div className="run-live">
        <p role="status">
          {props.run.state === 'waiting'
            ? say('run.waiting')
            : say('run.progress', {
                day: formatLongDay(props.run.asOf, language),
                done: formatCount(done),
                total: formatCount(total),
              })}{' '}
          <small>{say('run.leave')}</small>
        </p>
        <Progress
          percent={total > 0 ? Math.floor((done / total) * 100) : 0}
          status="active"
          aria-label={say('run.title')}
        />
      </div>
      {props.onStop && (
        <Popconfirm
          title={say('run.stop')}
          description={say('run.stop.text')}
          okText={say('run.stop.yes')}
          cancelText={say('office.cancel')}
          onConfirm={props.onStop}
        >
          <Button danger loading={props.stopping}>
            {say('run.stop')}
          </Button>
        </Popconfirm>
      )}
    </>
  );
}
