import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../../apps/server/src/testing/fuzz/random.ts';
import type { Client } from './agent.ts';

const plan = 'luqiao-2018-2020';
const words = ['塑料', '机电', '阀门', '金清', '缝纫', 'zj', '9133', '贸易', '食品', '模具', 'lq', '汽车'];
const targets = ['2.1.a', '2.2.a', '2.3.a', '2.4.a', '2.5.a', '2.6.a'];

/** What people hand to each other: a draft that was submitted waits for somebody else. */
export type Desk = { readonly submitted: { draft: string; revision: number }[] };

type Draft = { id: string; revision: number; source: string };
type Person = {
  readonly client: Client;
  readonly chance: Chance;
  readonly desk: Desk;
  draft: Draft | null;
  known: string[];
  number: number;
};

/** Milliseconds between two things that somebody does: they read what came. Four seconds on average, one at least. */
const thinking = (chance: Chance) => Math.min(15_000, 1_000 - 3_000 * Math.log(1 - chance.next()));

/** Works until told to stop; what goes wrong is in the samples already. */
export async function work(
  client: Client,
  { chance, desk, number, signal }: { chance: Chance; desk: Desk; number: number; signal: AbortSignal },
): Promise<void> {
  const person: Person = { client, chance, desk, draft: null, known: [], number };
  // nobody begins at the same moment
  await delay(chance.next() * 5_000, undefined, { signal }).catch(() => {});
  while (!signal.aborted) {
    await actOf(person)(person).catch((error: Error) => {
      if (process.env.MIAOPU_TRACE) process.stderr.write(`${error.message}\n`);
    });
    await delay(thinking(chance), undefined, { signal }).catch(() => {});
  }
}

type Act = (person: Person) => Promise<void>;

function actOf({ client, chance, desk }: Person): Act {
  const roll = chance.next();
  if (client.role === 'office') {
    if (desk.submitted.length > 0 && roll < 0.25) return decide;
    if (roll < 0.35) return saveDraft;
    if (roll < 0.37) return reportValue;
  } else if (client.role !== 'leader' && roll < 0.06) return openPersonal;
  return chance.pick([readCockpit, readCockpit, search, search, openEntity, openEntity]);
}

/** The cockpit, and every second time the worst of what is on it. */
async function readCockpit({ client, chance }: Person): Promise<void> {
  await client.ask('cockpit', 'GET', `/api/plans/${plan}/cockpit`);
  if (chance.hits(0.5))
    await client.ask('target', 'GET', `/api/plans/${plan}/targets/${chance.pick(targets)}`);
}

/** Types, looks at what is suggested, and lists all that match. */
async function search(person: Person): Promise<void> {
  const { client, chance } = person;
  const q = encodeURIComponent(chance.pick(words));
  await client.ask('suggest', 'GET', `/api/registry/suggest?q=${q}`);
  const found = await client.ask('list', 'GET', `/api/registry/entities?q=${q}&limit=50`);
  // what somebody opens next is of what they found, or of what they had before
  const ids = found.json<{ rows: { id: string }[] }>().rows.map(({ id }) => id);
  if (ids.length > 0) person.known = ids;
}

async function anyEntity(person: Person): Promise<string> {
  if (person.known.length === 0) {
    const offset = person.chance.below(5);
    const found = await person.client.ask('list', 'GET', `/api/registry/entities?limit=50&offset=${offset}`);
    person.known = found.json<{ rows: { id: string }[] }>().rows.map(({ id }) => id);
  }
  if (person.known.length === 0) throw new Error('this person sees no entity');
  return person.chance.pick(person.known);
}

async function openEntity(person: Person): Promise<void> {
  await person.client.ask('open an entity', 'GET', `/api/registry/entities/${await anyEntity(person)}`);
}

/** Looks at who stands behind an entity, with a reason: a line in the audit. */
async function openPersonal(person: Person): Promise<void> {
  const id = await anyEntity(person);
  const page = await person.client.ask('open an entity', 'GET', `/api/registry/entities/${id}`);
  const versionId = page.json<{ current: { versionId: string } | null }>().current?.versionId;
  if (versionId === undefined) return;
  const body = { versionId, reason: '核实联系方式' };
  await person.client.ask('open personal data', 'POST', `/api/registry/entities/${id}/personal`, body);
}

/** Writes on a policy's draft: most of the time once more, now and then it is submitted. */
async function saveDraft(person: Person): Promise<void> {
  const { client, chance, desk } = person;
  if (person.draft === null) {
    const id = `load_${person.number}`;
    const begun = await client.ask('begin a draft', 'POST', '/api/policies/drafts', {
      policy: id,
      source: `id: ${id}\ntitle: { zh: 负载测试, en: Load }\n`,
    });
    person.draft = begun.json<Draft>();
  }
  const form = person.draft.source.split('\n').slice(0, 2).join('\n');
  const source = `${form}\n# ${chance.next()}\n`;
  const body = { revision: person.draft.revision, source };
  const saved = await client.ask('save a draft', 'PUT', `/api/policies/drafts/${person.draft.id}`, body);
  const { draft } = saved.json<{ draft?: Draft }>();
  if (draft === undefined) throw new Error('somebody else wrote in this draft');
  person.draft = draft;
  if (chance.hits(0.3)) {
    desk.submitted.push({ draft: draft.id, revision: draft.revision });
    person.draft = null;
    person.number += 1_000;
  }
}

/** Reads a draft that somebody else left, and decides on it. */
async function decide({ client, desk }: Person): Promise<void> {
  const waiting = desk.submitted.shift();
  if (waiting === undefined) return;
  await client.ask('read a draft', 'GET', `/api/policies/drafts/${waiting.draft}`);
  const body = { act: 'withdraw', revision: waiting.revision, remark: '不予通过' };
  await client.ask('decide', 'POST', `/api/policies/drafts/${waiting.draft}/acts`, body);
}

async function reportValue({ client, chance }: Person): Promise<void> {
  const body = {
    unit: chance.pick(['economy', 'science', 'commerce']),
    period: `${2018 + chance.below(3)}Q${1 + chance.below(4)}`,
    value: String(chance.below(100)),
  };
  await client.ask('report a value', 'POST', `/api/plans/${plan}/targets/2.6.a/reported`, body);
}
