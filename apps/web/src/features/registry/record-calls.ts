import * as contract from '@miaopu/contract';
import { call, type InputOf } from '../../shared/client.ts';
import {
  type AnyRecord,
  changesIn,
  draftOf,
  type RecordDraft,
  type RecordTarget,
  toStored,
} from './record-draft.ts';

type Ground = {
  readonly entityId: string;
  /** What the writer saw when the form was opened. */
  readonly seen: AnyRecord | undefined;
  /** What it is written upon: what was seen, or what someone saved since. */
  readonly onto: AnyRecord | undefined;
};

/** Sends an act on a record. */
export function sendRecord(target: RecordTarget, draft: RecordDraft, ground: Ground): Promise<unknown> {
  const why = { reason: draft.reason?.trim() ?? '', evidence: draft.evidence?.trim() || null };
  if (target.of === 'fact') return sendFact(target.act, draft, why, ground);
  return target.of === 'milestone'
    ? sendMilestone(target.act, draft, why, ground)
    : sendDesignation(target.act, draft, why, ground);
}

type Why = { readonly reason: string; readonly evidence: string | null };

type FactKey = InputOf<typeof contract.correctFact>['params'];
type NewFact = InputOf<typeof contract.recordFact>['body'];

function sendFact(
  act: 'record' | 'correct' | 'withdraw',
  draft: RecordDraft,
  why: Why,
  { entityId, onto }: Ground,
) {
  const { field = '', period = '' } = draft;
  const value = act === 'withdraw' ? '' : toStored(field, draft.value ?? '');
  if (act === 'record') {
    const body = { field, period, value, ...why } as NewFact;
    return call(contract.recordFact, { params: { id: entityId }, body });
  }
  const params = { id: entityId, field, period } as FactKey;
  const was = onto && 'value' in onto ? onto.value : '';
  if (act === 'withdraw') return call(contract.withdrawFact, { params, body: { was, ...why } });
  return call(contract.correctFact, { params, body: { value, was, ...why } });
}

type NewMilestone = InputOf<typeof contract.recordMilestone>['body'];
type NewDesignation = InputOf<typeof contract.recordDesignation>['body'];

/** Which record, and on what it is written. */
function placeOf({ onto }: Ground) {
  const record = onto && 'id' in onto ? onto.id : '';
  return { params: { record }, basedOn: onto?.recordedFrom ?? '' };
}

function sendMilestone(
  act: 'record' | 'correct' | 'withdraw',
  draft: RecordDraft,
  why: Why,
  ground: Ground,
): Promise<unknown> {
  const said = changesIn('milestone', draft, ground.seen ? draftOf(ground.seen) : {});
  if (act === 'record') {
    const body = { ...said, ...why } as NewMilestone;
    return call(contract.recordMilestone, { params: { id: ground.entityId }, body });
  }
  const { params, basedOn } = placeOf(ground);
  if (act === 'withdraw') return call(contract.withdrawMilestone, { params, body: { basedOn, ...why } });
  const body = { ...said, basedOn, ...why } as InputOf<typeof contract.correctMilestone>['body'];
  return call(contract.correctMilestone, { params, body });
}

function sendDesignation(
  act: 'record' | 'correct' | 'end' | 'withdraw',
  draft: RecordDraft,
  why: Why,
  ground: Ground,
): Promise<unknown> {
  const said = changesIn('designation', draft, ground.seen ? draftOf(ground.seen) : {});
  if (act === 'record') {
    const body = { ...said, ...why } as NewDesignation;
    return call(contract.recordDesignation, { params: { id: ground.entityId }, body });
  }
  const { params, basedOn } = placeOf(ground);
  if (act === 'withdraw') return call(contract.withdrawDesignation, { params, body: { basedOn, ...why } });
  if (act === 'end') {
    const on = draft.validTo ?? '';
    return call(contract.endDesignation, { params, body: { on, basedOn, ...why } });
  }
  const body = { ...said, basedOn, ...why } as InputOf<typeof contract.correctDesignation>['body'];
  return call(contract.correctDesignation, { params, body });
}
