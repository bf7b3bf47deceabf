import { getEntity, listEntities } from '@miaopu/contract';
import { Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { CallFailed } from '../../shared/client.ts';
import { useWriting } from '../../shared/use-endpoint.ts';
import { ActFrame } from './act-frame.tsx';
import { Conflict } from './conflict.tsx';
import { keep, readKept } from './kept-draft.ts';
import type { Entity } from './knowledge.ts';
import { useWords } from './locale.ts';
import { sendRecord } from './record-calls.ts';
import {
  type AnyRecord,
  changesIn,
  draftOf,
  findOpen,
  namesOf,
  type RecordDraft,
  type RecordTarget,
  toStored,
} from './record-draft.ts';
import { DesignationItems, EndItem, KnownFactItems, MilestoneItems, NewFactItems } from './record-items.tsx';
import { partsOf, useRecordNames, useRecordText } from './record-text.ts';
import { RestoredDraft } from './restored-draft.tsx';
import { WhyItems } from './why-items.tsx';

const refreshed = [getEntity, listEntities];

function draftName({ of, act, key }: RecordTarget, entityId: string): string {
  return `${of}.${act}.${entityId}.${key ?? ''}`;
}

/** Which record it is about: the one it was opened on, or the figure chosen in the form. */
function keyIn(target: RecordTarget, draft: RecordDraft): string | undefined {
  return target.of === 'fact' ? `${draft.field ?? ''} ${draft.period ?? ''}` : target.key;
}

type Contested = { readonly draft: RecordDraft; readonly seen: AnyRecord; readonly theirs: AnyRecord };

/** The other acts that were perhaps meant. */
function othersOf({ of, act }: RecordTarget): RecordTarget['act'][] {
  if (act === 'record') return [];
  const all: RecordTarget['act'][] =
    of === 'designation' ? ['end', 'correct', 'withdraw'] : ['correct', 'withdraw'];
  return all.filter((other) => other !== act);
}

/**
 * The drawer of one act on a figure, an event or a title. A save that comes second is answered with both states and both ways on; what
 * was typed is kept until it is sent.
 */
export function RecordDrawer(props: {
  target: RecordTarget;
  entity: Entity;
  /** Reads the entity again, after someone else saved. */
  onReload: () => Promise<Entity | undefined>;
  onSwitch: (target: RecordTarget) => void;
  onClose: () => void;
  /** Told what was done, in words. */
  onDone: (text: string) => void;
}): ReactNode {
  const say = useWords();
  const { target, entity } = props;
  const { of, act } = target;
  // The entity as it was when the form was opened: what is typed is about that.
  const [opened] = useState(entity);
  const [kept] = useState(() => readKept<RecordDraft>(draftName(target, entity.id)));
  const [form] = Form.useForm<RecordDraft>();
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Contested | null>(null);
  const { mutateAsync: write, isPending: busy } = useWriting(refreshed);
  const record = findOpen(opened, of, target.key);
  const initial: RecordDraft = record ? draftOf(record) : {};
  const draft: RecordDraft = { ...initial, ...kept, ...Form.useWatch([], form) };

  function forget(): void {
    keep(draftName(target, entity.id), null);
  }

  async function submit(filled: RecordDraft, theirs?: AnyRecord): Promise<void> {
    setProblem(null);
    const key = keyIn(target, filled);
    const seen = findOpen(opened, of, key);
    if (act === 'correct' && seen && isSame(target, filled, seen)) {
      form.setFields([{ name: namesOf(of)[0]!, errors: [say('form.value.same')] }]);
      return;
    }
    try {
      await write(() => sendRecord(target, filled, { entityId: entity.id, seen, onto: theirs ?? seen }));
      forget();
      props.onDone(say(`record.${of}.${act}.done` as 'record.fact.record.done'));
    } catch (failure) {
      const code = failure instanceof CallFailed ? failure.code : '';
      const fresh =
        code === 'registry.superseded' || code === 'registry.fact_exists'
          ? await props.onReload()
          : undefined;
      const now = fresh && findOpen(fresh, of, key);
      if (code === 'registry.superseded' && seen && now) setConflict({ draft: filled, seen, theirs: now });
      else setProblem(failure);
    }
  }

  function switchTo(other: RecordTarget['act'], key = target.key): void {
    props.onSwitch({ of, act: other, key } as RecordTarget);
  }

  const word = (name: string) => say(`record.${of}.${act}.${name}` as 'record.fact.record.lead');
  return (
    <ActFrame
      tone={act === 'record' || act === 'end' ? 'change' : 'correct'}
      words={{ title: word('title'), lead: word('lead'), more: word('more'), submit: word('title') }}
      switches={othersOf(target).map((other) => ({
        label: say(`record.${of}.to_${other}` as 'record.fact.to_correct'),
        onClick: () => switchTo(other, of === 'fact' ? keyIn(target, draft) : target.key),
      }))}
      busy={busy}
      problem={problem}
      withoutFooter={conflict !== null}
      onSubmit={() => form.submit()}
      onClose={props.onClose}
    >
      {conflict && (
        <RecordConflict
          {...conflict}
          target={target}
          busy={busy}
          onKeepMine={() => void submit(conflict.draft, conflict.theirs)}
          onKeepTheirs={() => {
            forget();
            props.onClose();
          }}
        />
      )}
      <Form<RecordDraft>
        form={form}
        hidden={conflict !== null}
        layout="vertical"
        requiredMark={false}
        scrollToFirstError={{ focus: true }}
        initialValues={{ ...initial, ...kept }}
        onValuesChange={(changed: RecordDraft) => {
          if ('field' in changed && act !== 'record') form.setFieldsValue({ period: '', value: '' });
          keep(draftName(target, entity.id), form.getFieldsValue(true));
        }}
        onFinish={() => void submit(form.getFieldsValue(true))}
      >
        {kept && (
          <RestoredDraft
            onDrop={() => {
              forget();
              form.setFieldsValue({
                ...Object.fromEntries(Object.keys(kept).map((name) => [name, ''])),
                ...initial,
              });
            }}
          />
        )}
        {of === 'fact' && act === 'record' && (
          <NewFactItems
            draft={draft}
            entity={entity}
            today={opened.asOf}
            onCorrect={(key) => {
              keep(draftName({ of, act: 'correct', key }, entity.id), draft);
              switchTo('correct', key);
            }}
          />
        )}
        {of === 'fact' && act !== 'record' && (
          <KnownFactItems draft={draft} entity={opened} withdraw={act === 'withdraw'} />
        )}
        {of === 'milestone' && act !== 'withdraw' && (
          <MilestoneItems
            draft={draft}
            today={opened.asOf}
            related={record && 'related' in record ? record.related : null}
          />
        )}
        {of === 'designation' && (act === 'record' || act === 'correct') && (
          <DesignationItems draft={draft} />
        )}
        {act === 'end' && <EndItem />}
        {record && (act === 'withdraw' || act === 'end') && <Shown target={target} record={record} />}
        <WhyItems reason={say(`record.reason.${act}`)} hint={say(`record.reason.${act}.hint`)} />
      </Form>
    </ActFrame>
  );
}

function isSame({ of }: RecordTarget, draft: RecordDraft, seen: AnyRecord): boolean {
  if ('value' in seen) return Number(toStored(seen.field, draft.value ?? '')) === Number(seen.value);
  return Object.keys(changesIn(of, draft, draftOf(seen))).length === 0;
}

/** What is about to be ended or taken back, in words. */
function Shown({ target, record }: { target: RecordTarget; record: AnyRecord }): ReactNode {
  const nameOf = useRecordNames();
  const textOf = useRecordText();
  if (target.of === 'fact') return null;
  const parts = Object.entries(partsOf(record)).filter(([, value]) => value);
  return (
    <dl className="record-shown">
      {parts.map(([name, value]) => (
        <div key={name}>
          <dt>{nameOf(name)}</dt>
          <dd>{textOf(target.of, name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function RecordConflict(
  props: Contested & {
    target: RecordTarget;
    busy: boolean;
    onKeepMine: () => void;
    onKeepTheirs: () => void;
  },
): ReactNode {
  const say = useWords();
  const nameOf = useRecordNames();
  const textOf = useRecordText();
  const { target, seen, theirs, draft } = props;
  const field = 'value' in seen ? seen.field : '';
  const [before, after] = [partsOf(seen), partsOf(theirs)];
  const mine = mineOf(target, draft, seen);
  const names = Object.keys(after).filter((name) => before[name] !== after[name] || name in mine);
  const said = (name: string, value: string | null | undefined) => textOf(target.of, name, value, field);
  return (
    <Conflict
      {...props}
      who={{ name: theirs.source.name, at: theirs.recordedFrom, reason: theirs.reason }}
      rows={names.map((name) => ({
        name: nameOf(name),
        seen: said(name, before[name]),
        theirs: said(name, after[name]),
        mine:
          target.act === 'withdraw'
            ? say('record.taken_back')
            : name in mine
              ? said(name, mine[name])
              : undefined,
      }))}
    />
  );
}

/** What the writer says of the record, by part, as it would be stored. */
function mineOf(
  { of, act }: RecordTarget,
  draft: RecordDraft,
  seen: AnyRecord,
): Record<string, string | null> {
  if (act === 'withdraw') return {};
  if ('value' in seen) return { value: toStored(seen.field, draft.value ?? '') };
  return changesIn(of, draft, draftOf(seen));
}
