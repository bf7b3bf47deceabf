import * as contract from '@miaopu/contract';
import type { Actor } from '../../platform/access/index.ts';
import { type Db, inTransaction } from '../../platform/db/index.ts';
import { type App, route } from '../../platform/http/index.ts';
import type { Act } from './history/act.ts';
import {
  correctDesignation,
  endDesignation,
  recordDesignation,
  withdrawDesignation,
} from './history/designations.ts';
import { correctFact, recordFact, withdrawFact } from './history/facts.ts';
import { correctMilestone, recordMilestone, withdrawMilestone } from './history/milestones.ts';

/** Acts by hand on figures, milestones and designations (packages/contract/src/registry-records.ts). */
export function registerRecordRoutes(app: App, db: Db): void {
  registerFacts(app, db);
  registerMilestones(app, db);
  registerDesignations(app, db);
}

type Why = { readonly reason: string; readonly evidence: string | null };

/** Who acts and why, apart from what they say. */
function split<Body extends Why>(actor: Actor, { reason, evidence, ...said }: Body) {
  const act: Act = { actor, reason, evidence };
  return { act, said };
}

function registerFacts(app: App, db: Db): void {
  route(app, contract.recordFact, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    return { done: await inTransaction(db, (tx) => recordFact(tx, act, { entityId: params.id, ...said })) };
  });
  route(app, contract.correctFact, async ({ params: { id, ...key }, body, actor }) => {
    const { act, said } = split(actor, body);
    const correction = { entityId: id, ...key, ...said };
    return { done: await inTransaction(db, (tx) => correctFact(tx, act, correction)) };
  });
  route(app, contract.withdrawFact, async ({ params: { id, ...key }, body, actor }) => {
    const { act, said } = split(actor, body);
    await inTransaction(db, (tx) => withdrawFact(tx, act, { entityId: id, ...key, ...said }));
    return { done: 'withdrawn' as const };
  });
}

type Details = { readonly board?: string | null; readonly class?: string | null };

/** What the contract names apart belongs to an event's detail; what it leaves out stays unsaid. */
function milestoneOf<Body extends Details & { readonly related?: string | null }>(body: Body) {
  const { related, board, class: sizeClass, ...content } = body;
  const detail = Object.entries({ board, class: sizeClass }).filter(([, value]) => value !== undefined);
  return {
    ...content,
    ...(related === undefined ? {} : { relatedEntityId: related }),
    ...(detail.length === 0 ? {} : { detail: Object.fromEntries(detail) }),
  };
}

function registerMilestones(app: App, db: Db): void {
  route(app, contract.recordMilestone, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    const milestone = { entityId: params.id, ...milestoneOf(said) };
    return inTransaction(db, (tx) => recordMilestone(tx, act, milestone));
  });
  route(app, contract.correctMilestone, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    const correction = { milestoneId: params.record, ...milestoneOf(said) };
    return { done: await inTransaction(db, (tx) => correctMilestone(tx, act, correction)) };
  });
  route(app, contract.withdrawMilestone, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    await inTransaction(db, (tx) => withdrawMilestone(tx, act, { milestoneId: params.record, ...said }));
    return { done: 'withdrawn' as const };
  });
}

function registerDesignations(app: App, db: Db): void {
  route(app, contract.recordDesignation, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    return inTransaction(db, (tx) => recordDesignation(tx, act, { entityId: params.id, ...said }));
  });
  route(app, contract.correctDesignation, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    const correction = { designationId: params.record, ...said };
    return { done: await inTransaction(db, (tx) => correctDesignation(tx, act, correction)) };
  });
  route(app, contract.endDesignation, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    const end = { designationId: params.record, ...said };
    return { done: await inTransaction(db, (tx) => endDesignation(tx, act, end)) };
  });
  route(app, contract.withdrawDesignation, async ({ params, body, actor }) => {
    const { act, said } = split(actor, body);
    await inTransaction(db, (tx) => withdrawDesignation(tx, act, { designationId: params.record, ...said }));
    return { done: 'withdrawn' as const };
  });
}
