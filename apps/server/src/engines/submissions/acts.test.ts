import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CellValue, submissionStandingOf } from '@miaopu/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Actor, actAs } from '../../platform/access/index.ts';
import { asSystem, rows, sql } from '../../platform/db/index.ts';
import { AppError } from '../../platform/errors/index.ts';
import { approve, giveBack, lock, reopen, submit, withdraw } from './acts.ts';
import { addFile } from './files.ts';
import { openPlace, type Place } from './place.ts';
import { saveCells } from './save.ts';
import { findStored, listDeeds, listVersions, type Version } from './store.ts';
import {
  as,
  jinqing,
  type Key,
  lunan,
  openDistrict,
  persons,
  type TestDistrict,
} from './testing/district.ts';

// Whatever people do, in whatever order: what was submitted stays as it was, where a submission stands is the fold of what was done to it,
// and no figure that a hard check refuses is ever signed.

const today = '2018-10-15';
const units = [jinqing, lunan] as const;
const keyOf = (unit: string): Key => ({ form: 'towns-quarter', unit, period: '2018Q3' });

let district: TestDistrict;
let folder: string;
beforeAll(async () => {
  district = await openDistrict();
  folder = mkdtempSync(join(tmpdir(), 'miaopu-evidence-'));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await district?.close();
});

type Step = {
  readonly who: keyof typeof persons;
  readonly unit: (typeof units)[number];
  readonly do: 'save' | 'submit' | 'withdraw' | 'approve' | 'return' | 'lock' | 'reopen';
  readonly cell: 'rise' | 'base';
  readonly value: string | null;
};

const step: fc.Arbitrary<Step> = fc.record({
  who: fc.constantFrom(
    ...([
      'clerk',
      'colleague',
      'lead',
      'neighbour',
      'neighbourLead',
      'economy',
      'tax',
      'office',
      'leader',
    ] as const),
  ),
  unit: fc.constantFrom(...units),
  // what is done more often, comes more often
  do: fc.constantFrom(
    ...([
      'save',
      'save',
      'save',
      'submit',
      'submit',
      'submit',
      'approve',
      'approve',
      'approve',
      'approve',
    ] as const),
    ...(['withdraw', 'return', 'lock', 'reopen'] as const),
  ),
  cell: fc.constantFrom('rise', 'base'),
  value: fc.constantFrom('6000', '100000', '250000.5', '0', '-1', 'abc', null),
});

/** A story that ends in the indicators, with whatever else happens woven in. */
const told: readonly Step[] = units.flatMap((unit) => {
  const [clerk, lead] =
    unit === jinqing ? (['clerk', 'lead'] as const) : (['neighbour', 'neighbourLead'] as const);
  const rest = { unit, cell: 'base', value: null } as const;
  return [
    { ...rest, who: clerk, do: 'save', value: '100000' },
    { ...rest, who: clerk, do: 'save', cell: 'rise', value: '6000' },
    { ...rest, who: clerk, do: 'submit' },
    { ...rest, who: lead, do: 'approve' },
    { ...rest, who: 'economy', do: 'approve' },
    { ...rest, who: 'office', do: 'approve' },
  ] as const;
});
const story = fc
  .array(step, { minLength: 6, maxLength: 16 })
  .chain((others) =>
    fc
      .array(fc.nat({ max: told.length }), { minLength: others.length, maxLength: others.length })
      .map((places) =>
        [
          ...told.map((one, index) => ({ at: index, one })),
          ...others.map((one, index) => ({ at: places[index]! - 0.5, one })),
        ]
          .sort((left, right) => left.at - right.at)
          .map(({ one }) => one),
      ),
  );

async function perform(one: Step, revision: number, version: number): Promise<boolean> {
  const actor: Actor = persons[one.who];
  try {
    await as(district, actor, today, keyOf(one.unit), async (tx, acting) => {
      if (one.do === 'save')
        await saveCells(tx, actor, acting.place, today, {
          revision,
          cells: [{ cell: one.cell, value: one.value, comment: null, stand: null }],
        });
      if (one.do === 'submit') await submit(tx, acting, revision);
      if (one.do === 'withdraw') await withdraw(tx, acting, version);
      if (one.do === 'approve') await approve(tx, acting, district.plan, version);
      if (one.do === 'return') await giveBack(tx, acting, version, { remark: '请核对', remarks: [] });
      if (one.do === 'lock') await lock(tx, acting);
      if (one.do === 'reopen') await reopen(tx, acting, '更正');
    });
    return true;
  } catch (error) {
    // refused, for a reason that is in the catalogue: anything else is a fault
    if (error instanceof AppError) return false;
    throw error;
  }
}

async function beginAnew(): Promise<Map<string, Place>> {
  const { owner } = district.test;
  await owner.pool.query(
    'truncate submissions.submission, submissions.version, submissions.act, submissions.evidence, submissions.dispute, indicators.reported_value',
  );
  const places = new Map<string, Place>();
  for (const unit of units) {
    const actor = unit === jinqing ? persons.clerk : persons.neighbour;
    await actAs(actor, async () => {
      const place = await openPlace(district.db, actor, { ...keyOf(unit), plan: district.pack.plan.id });
      places.set(unit, place);
      const file = { item: 'survey', name: 'x.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n') };
      await addFile(district.db, folder, { actor, place, today }, file);
    });
  }
  return places;
}

/** What the form’s hard checks refuse: no numbers, and nothing to divide by. */
function isSound({ rise, base }: Record<string, CellValue>): boolean {
  const isNumber = (cell: CellValue | undefined) => /^-?\d+(\.\d+)?$/.test(cell?.value ?? '');
  return isNumber(rise) && isNumber(base) && Number(base!.value) >= 1;
}

it('keeps every version, equals the fold of what was done, and signs nothing that a hard check refuses', async () => {
  let approvals = 0;
  await fc.assert(
    fc.asyncProperty(story, async (steps) => {
      const places = await beginAnew();
      const kept = new Map<string, Version[]>(units.map((unit) => [unit, []]));
      for (const one of steps) {
        const place = places.get(one.unit)!;
        const before = (await asSystem(() => findStored(district.db, '331004', place)))!;
        const done = await perform(one, before.revision, before.version);
        await asSystem(async () => {
          const stored = (await findStored(district.db, '331004', place))!;
          const deeds = await listDeeds(district.db, '331004', stored.id);
          const { state, version, step: waits, approved } = stored;
          expect(submissionStandingOf(deeds)).toEqual({ state, version, step: waits, approved });
          const versions = await listVersions(district.db, '331004', stored.id);
          expect(versions.slice(0, kept.get(one.unit)!.length)).toEqual(kept.get(one.unit));
          expect(versions.at(-1)?.version ?? 0).toBe(version);
          kept.set(one.unit, versions);
          for (const { cells } of versions) expect(isSound(cells)).toBe(true);
          if (!done) expect(stored).toEqual(before);
          if (done && one.do === 'approve' && state === 'approved') approvals++;
          // the figures that hold are those of the approved version
          const holds = await rows<{ numerator: string; denominator: string }>(
            district.db,
            sql`select trim_scale(numerator)::text as numerator, trim_scale(denominator)::text as denominator from indicators.reported_value
                where unit_id = ${one.unit} and recorded_to = 'infinity'`,
          );
          const approvedCells = versions.find((each) => each.version === approved)?.cells;
          expect(holds.map(({ numerator, denominator }) => [Number(numerator), Number(denominator)])).toEqual(
            approvedCells === undefined
              ? []
              : [[Number(approvedCells.rise!.value), Number(approvedCells.base!.value)]],
          );
        });
      }
    }),
    { numRuns: 12, seed: 20181015 },
  );
  // the stories did get somewhere
  expect(approvals).toBeGreaterThan(5);
}, 300_000);
