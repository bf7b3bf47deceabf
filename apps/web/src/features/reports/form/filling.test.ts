import type { CellChange, Cells } from '@miaopu/contract';
import { mergeCells } from '@miaopu/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  change,
  countUnsaved,
  type Filling,
  keptDraft,
  openFilling,
  refresh,
  send,
  settleConflict,
  shownCells,
  unsend,
} from './filling.ts';

const at = '2018-10-08T08:00:00Z';
const typed = (cell: string, value: string | null): CellChange => ({
  cell,
  value,
  comment: null,
  stand: null,
});

/** The server's side, by the same merge that it runs. */
function server() {
  let revision = 0;
  let cells: Cells = {};
  return {
    now: () => ({ revision, cells }),
    save(body: { revision: number; cells: CellChange[] }, by: string) {
      const merged = mergeCells(cells, body.cells, { seen: body.revision, next: revision + 1, by, at });
      if (merged.changed.length > 0) revision++;
      cells = merged.cells;
      return {
        revision,
        cells,
        conflicts: merged.conflicts.map((cell) => ({ cell, mine: typed(cell, null), theirs: cells[cell]! })),
      };
    },
  };
}

function save(filling: Filling, of: ReturnType<typeof server>, by: string): Filling {
  const going = send(filling);
  return going ? acknowledge(going.filling, of.save(going.body, by)) : filling;
}

const values = (filling: Filling) =>
  Object.fromEntries(Object.entries(shownCells(filling)).map(([cell, { value }]) => [cell, value]));

describe('a form that is filled', () => {
  it('by two people keeps what each wrote into different cells', () => {
    const there = server();
    let anna = change(openFilling(there.now(), null), [typed('a', '1')]);
    let ben = change(openFilling(there.now(), null), [typed('b', '2')]);
    anna = save(anna, there, 'anna');
    ben = save(ben, there, 'ben');
    expect(values(ben)).toEqual({ a: '1', b: '2' });
    expect(ben.conflicts).toEqual([]);
    expect(values(refresh(anna, there.now()))).toEqual({ a: '1', b: '2' });
  });

  it('shows both values where two wrote into one cell, and either can be chosen', () => {
    const there = server();
    const first = change(openFilling(there.now(), null), [typed('a', '1')]);
    let second = change(openFilling(there.now(), null), [typed('a', '2')]);
    save(first, there, 'anna');
    second = save(second, there, 'ben');
    expect(second.conflicts).toMatchObject([
      { cell: 'a', mine: { value: '2' }, theirs: { value: '1', by: 'anna' } },
    ]);
    expect(values(second)).toEqual({ a: '2' });
    expect(values(settleConflict(second, 'a', 'theirs'))).toEqual({ a: '1' });
    save(settleConflict(second, 'a', 'mine'), there, 'ben');
    expect(there.now().cells.a?.value).toBe('2');
  });

  it('finds a colleague in a cell that was typed into while another save was on its way', () => {
    const there = server();
    const going = send(change(openFilling(there.now(), null), [typed('a', '1')]))!;
    save(change(openFilling(there.now(), null), [typed('b', '8')]), there, 'anna');
    const typing = change(going.filling, [typed('b', '9')]);
    const after = acknowledge(typing, there.save(going.body, 'ben'));
    expect(after.conflicts).toMatchObject([{ cell: 'b', mine: { value: '9' }, theirs: { value: '8' } }]);
  });

  it('has no quarrel with itself when an answer was lost', () => {
    const there = server();
    const going = send(change(openFilling(there.now(), null), [typed('a', '1')]))!;
    there.save(going.body, 'ben');
    const again = change(unsend(going.filling), [typed('a', '12')]);
    let filling = save(again, there, 'ben');
    expect(filling.conflicts).toEqual([]);
    filling = save(filling, there, 'ben');
    expect(there.now().cells.a?.value).toBe('12');
    expect(countUnsaved(filling)).toBe(0);
  });

  it('comes back after a reload with what the server had not got, on the revision that was seen', () => {
    const there = server();
    const typing = change(openFilling(there.now(), null), [typed('a', '1'), typed('b', '2')]);
    const kept = JSON.parse(JSON.stringify(keptDraft(typing)));
    save(change(openFilling(there.now(), null), [typed('b', '7')]), there, 'anna');
    let back = openFilling(there.now(), kept);
    expect(values(back)).toEqual({ a: '1', b: '2' });
    back = save(back, there, 'ben');
    expect(back.conflicts.map(({ cell }) => cell)).toEqual(['b']);
    expect(there.now().cells.a?.value).toBe('1');
  });

  it('keeps through a reload what is still to be chosen, against what the colleague wrote last', () => {
    const there = server();
    const mine = change(openFilling(there.now(), null), [typed('a', '2')]);
    save(change(openFilling(there.now(), null), [typed('a', '1')]), there, 'anna');
    const kept = JSON.parse(JSON.stringify(keptDraft(save(mine, there, 'ben'))));
    save(change(openFilling(there.now(), null), [typed('a', '3')]), there, 'anna');
    const back = openFilling(there.now(), kept);
    expect(back.conflicts).toMatchObject([{ cell: 'a', mine: { value: '2' }, theirs: { value: '3' } }]);
    expect(values(back)).toEqual({ a: '2' });
    // who comes to the same has nothing to choose any more
    save(change(openFilling(there.now(), null), [typed('a', '2')]), there, 'anna');
    expect(refresh(back, there.now()).conflicts).toEqual([]);
    expect(keptDraft(refresh(back, there.now()))).toBeNull();
  });

  it('needs no saving where what is typed is what the server holds', () => {
    const there = server();
    const filled = save(change(openFilling(there.now(), null), [typed('a', '1')]), there, 'ben');
    const twice = change(change(filled, [typed('a', '15')]), [typed('a', '1')]);
    expect(countUnsaved(twice)).toBe(0);
    expect(keptDraft(twice)).toBeNull();
  });
});

describe('whatever two people type, lose and send again', () => {
  const step = fc.oneof(
    fc.record({ who: fc.nat(1), does: fc.constant('type' as const), cell: fc.constantFrom('a', 'b', 'c') }),
    fc.record({ who: fc.nat(1), does: fc.constantFrom('save' as const, 'lose' as const, 'read' as const) }),
  );
  it('no colleague’s value is overwritten that one has not seen, and every typed value is shown to whom typed it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const there = server();
        const people = [openFilling(there.now(), null), openFilling(there.now(), null)];
        const seen = [new Set<string>(), new Set<string>()];
        const sending = (who: number, body: { revision: number; cells: CellChange[] }) => {
          const before = there.now().cells;
          const answer = there.save(body, `${who}`);
          for (const { cell } of body.cells) {
            const [was, is] = [before[cell], answer.cells[cell]];
            if (was && was !== is && was.by !== `${who}`)
              expect(seen[who]!).toContain(`${cell}=${was.value}`);
          }
          return answer;
        };
        const look = (who: number) => {
          for (const [cell, { value }] of Object.entries(people[who]!.cells))
            seen[who]!.add(`${cell}=${value}`);
        };
        steps.forEach(({ who, ...one }, index) => {
          const mine = people[who]!;
          const going = one.does === 'save' || one.does === 'lose' ? send(mine) : undefined;
          if (one.does === 'type') people[who] = change(mine, [typed(one.cell, String(index))]);
          else if (one.does === 'read') people[who] = refresh(mine, there.now());
          else if (going) {
            const answer = sending(who, going.body);
            people[who] = one.does === 'save' ? acknowledge(going.filling, answer) : unsend(going.filling);
          }
          if (one.does === 'type') expect(values(people[who]!)[one.cell]).toBe(String(index));
          look(who);
        });
      }),
    );
  });
});
