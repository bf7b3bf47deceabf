import { answerRound, getUnitTasks, type UnitTasks } from '@miaopu/contract';
import { App, Button, Input, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant, sumOf } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { unitText, valueText } from '../../shared/standing/values.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { addsUp, yearsOf } from './sheet.ts';
import { WordMark } from './word-mark.tsx';

type Task = UnitTasks['tasks'][number];
type Answers = Parameters<ReturnType<typeof useAnswer>['send']>[0];

/** Gives a unit's word on its numbers. */
function useAnswer(page: UnitTasks, unit: string) {
  const { message } = App.useApp();
  const say = useWords();
  const command = useCommand(answerRound, [getUnitTasks]);
  return {
    error: command.error,
    pending: command.isPending,
    send(answers: Parameters<typeof command.mutate>[0]['body']['answers'], done?: () => void) {
      const { id, issue } = page.round!;
      command.mutate(
        { params: { plan: page.plan.id, round: id }, body: { issue, unit, answers } },
        {
          onSuccess: ({ answered }) => {
            const objects = answers.some(({ act }) => act === 'object');
            message.success(objects ? say('tasks.objected') : say('tasks.confirmed', { count: answered }));
            done?.();
          },
        },
      );
    },
  };
}

/** One unit's targets of a round, those without a word first. */
export function TaskList(props: {
  title: string;
  page: UnitTasks;
  unit: string;
  tasks: readonly Task[];
}): ReactNode {
  const say = useWords();
  const leads = useMay('plan.confirm', { unit: props.unit });
  const { page, unit, tasks } = props;
  const answer = useAnswer(page, unit);
  const open = leads && page.round?.state === 'issued';
  const waiting = tasks.filter(({ word }) => word === 'waiting');
  const all: Answers = waiting.map(({ target }) => ({ act: 'confirm', target: target.id }));
  const order: readonly Task['word'][] = ['waiting', 'answered', 'objected', 'confirmed'];
  return (
    <Panel
      title={props.title}
      flush
      actions={
        open &&
        waiting.length > 1 && (
          <Popconfirm
            title={say('tasks.confirm.all.sure', { count: waiting.length })}
            description={say('tasks.confirm.all.text')}
            okText={say('tasks.confirm')}
            cancelText={say('cancel')}
            onConfirm={() => answer.send(all)}
          >
            <Button type="primary" loading={answer.pending}>
              {say('tasks.confirm.all', { count: waiting.length })}
            </Button>
          </Popconfirm>
        )
      }
    >
      {answer.error && <Failure problem={answer.error} title={say('failed')} />}
      <ul className="tasks">
        {tasks
          .toSorted((one, other) => order.indexOf(one.word) - order.indexOf(other.word))
          .map((task) => (
            <TaskLine key={task.target.id} page={page} task={task} open={open} />
          ))}
      </ul>
    </Panel>
  );
}

function TaskLine({ page, task, open }: { page: UnitTasks; task: Task; open: boolean }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const answer = useAnswer(page, task.unit);
  const [objecting, setObjecting] = useState(false);
  const { target, word, said, reply } = task;
  const title = label(target.title);
  return (
    <li>
      <div className="task-name">
        <b>
          {target.id} {title}
        </b>
        <small>{[unitText(target, language), target.quote].filter(Boolean).join(' · ')}</small>
      </div>
      <Years page={page} task={task} />
      <div className="task-word">
        <WordMark word={word} />
        {said && <small>{say('tasks.said', { name: said.by, at: formatInstant(said.at) })}</small>}
        {said?.remark && <p className="split-said">{say('tasks.reason', { remark: said.remark })}</p>}
        {reply?.remark && (
          <p className="split-reply">{say('objections.replied', { remark: reply.remark })}</p>
        )}
      </div>
      {open && (
        <div className="task-acts">
          {word !== 'confirmed' && (
            <Button
              aria-label={say('tasks.confirm.one', { target: title })}
              loading={answer.pending}
              onClick={() => answer.send([{ act: 'confirm', target: target.id }])}
            >
              {say('tasks.confirm')}
            </Button>
          )}
          {!objecting && (
            <Button
              type="text"
              aria-label={say('tasks.object.one', { target: title })}
              onClick={() => setObjecting(true)}
            >
              {say('tasks.object')}
            </Button>
          )}
        </div>
      )}
      {objecting && (
        <ObjectionForm
          pending={answer.pending}
          onCancel={() => setObjecting(false)}
          onSend={(remark) =>
            answer.send([{ act: 'object', target: target.id, remark }], () => setObjecting(false))
          }
        />
      )}
      {answer.error && <Failure problem={answer.error} title={say('failed')} />}
    </li>
  );
}

/** The numbers by year, with those in force where they differ. */
function Years({ page, task }: { page: UnitTasks; task: Task }): ReactNode {
  const say = useWords();
  const { target, rows, inForce } = task;
  const valueIn = (list: Task['rows'], year: number) => list.find((row) => row.year === year)?.value;
  const sums = addsUp(target) && target.kind !== 'stock' && rows.length > 1;
  return (
    <dl className="task-years">
      {yearsOf(page.plan).map((year) => {
        const [now, was] = [valueIn(rows, year), valueIn(inForce, year)];
        if (now === undefined && was === undefined) return null;
        return (
          <div key={year}>
            <dt>{year}</dt>
            <dd>
              <b>{now === undefined ? say('tasks.gone') : valueText(target, now)}</b>
              {now !== was && was !== undefined && (
                <small>{say('tasks.was', { value: valueText(target, was) })}</small>
              )}
            </dd>
          </div>
        );
      })}
      {sums && (
        <div>
          <dt>{say('tasks.sum')}</dt>
          <dd>
            <b>{valueText(target, sumOf(rows.map(({ value }) => value)))}</b>
          </dd>
        </div>
      )}
    </dl>
  );
}

function ObjectionForm(props: {
  pending: boolean;
  onCancel: () => void;
  onSend: (remark: string) => void;
}): ReactNode {
  const say = useWords();
  const [remark, setRemark] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="task-objection"
      onSubmit={(event) => {
        event.preventDefault();
        if (remark.trim()) props.onSend(remark.trim());
        else setMissing(true);
      }}
    >
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={1000}
        aria-label={say('tasks.object.reason')}
        placeholder={say('tasks.object.hint')}
        value={remark}
        status={missing && !remark.trim() ? 'error' : ''}
        onChange={(event) => setRemark(event.target.value)}
      />
      {missing && !remark.trim() && <p role="alert">{say('tasks.object.missing')}</p>}
      <span>
        <Button htmlType="submit" type="primary" loading={props.pending}>
          {say('tasks.object.send')}
        </Button>
        <Button onClick={props.onCancel}>{say('cancel')}</Button>
      </span>
    </form>
  );
}
