import type { CellChange, CellState } from '@miaopu/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallFailed, unreachable } from '../../../shared/client.ts';
import { createFiller } from './filler.ts';
import { countUnsaved, type KeptDraft } from './filling.ts';

type Body = { revision: number; cells: CellChange[] };

const typed = (cell: string, value: string): CellChange => ({ cell, value, comment: null, stand: null });

/** A server that can be out of reach or refuse; what it got, and what was kept on the device. */
function office(kept: KeptDraft | null = null) {
  const got: Body[] = [];
  const device: { draft: KeptDraft | null } = { draft: kept };
  const away: { because: CallFailed | null } = { because: null };
  const colleague = { saves: 0 };
  const cells: Record<string, CellState> = {};
  const filler = createFiller({
    server: { revision: 0, cells: {} },
    kept,
    keep: (draft) => {
      device.draft = draft;
    },
    save: async (body) => {
      if (away.because) throw away.because;
      got.push(body);
      const revision = got.length + colleague.saves;
      for (const { cell, ...held } of body.cells)
        cells[cell] = { ...held, revision, by: 'me', at: '2018-10-08T08:00:00Z' };
      return { revision, cells: { ...cells }, conflicts: [] };
    },
  });
  return { filler, got, device, away, colleague };
}

describe('saving while somebody types', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('waits for a rest, and sends what was typed last', async () => {
    const { filler, got, device } = office();
    filler.change([typed('a', '1')]);
    filler.change([typed('a', '12')]);
    expect(filler.get().saving).toBe('waiting');
    expect(device.draft?.changes.a?.value).toBe('12');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(got).toEqual([{ revision: 0, cells: [typed('a', '12')] }]);
    expect(filler.get().saving).toBe('still');
    expect(device.draft).toBeNull();
  });

  it('keeps on the device what cannot be sent, and sends it when the server is back', async () => {
    const { filler, got, device, away } = office();
    away.because = unreachable();
    filler.change([typed('a', '1')]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(filler.get().saving).toBe('away');
    filler.change([typed('b', '2')]);
    expect(Object.keys(device.draft?.changes ?? {})).toEqual(['a', 'b']);
    away.because = null;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(got).toHaveLength(1);
    expect(countUnsaved(filler.get().filling)).toBe(0);
    expect(device.draft).toBeNull();
  });

  it('sends what was left on the device as soon as the form is opened again', async () => {
    const kept = { base: 0, changes: { a: typed('a', '7') }, doubtful: {} };
    const { got } = office(kept);
    await vi.advanceTimersByTimeAsync(10);
    expect(got).toEqual([{ revision: 0, cells: [typed('a', '7')] }]);
  });

  it('does not ask again where it was refused, and loses nothing', async () => {
    const { filler, got, device, away } = office();
    const words = { zh: '已经报送，不能再改。', en: 'It has been submitted.' };
    away.because = new CallFailed({ code: 'x', status: 409, labels: words, requestId: '1' });
    filler.change([typed('a', '1')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(filler.get()).toMatchObject({ saving: 'refused', problem: { status: 409 } });
    expect(got).toEqual([]);
    expect(device.draft?.changes.a?.value).toBe('1');
  });

  it('is flushed at once, with what is typed while it is on its way', async () => {
    const { filler, got } = office();
    filler.change([typed('a', '1')]);
    const flushed = filler.flush();
    filler.change([typed('b', '2')]);
    await flushed;
    expect(await filler.flush()).toBe(got.length);
    expect(got.flatMap(({ cells }) => cells.map(({ cell }) => cell))).toEqual(['a', 'b']);
  });

  it('submits what was typed a moment before, and nothing that a colleague saved unseen', async () => {
    const { filler, colleague } = office();
    filler.change([typed('a', '1')]);
    expect(await filler.flush()).toBe(1);
    colleague.saves++;
    filler.change([typed('a', '12')]);
    expect(await filler.flush()).toBe(1);
    expect(filler.get().filling.revision).toBe(3);
    expect(await filler.flush()).toBe(3);
  });

  it('cannot submit what did not arrive', async () => {
    const { filler, away } = office();
    away.because = unreachable();
    filler.change([typed('a', '1')]);
    expect(await filler.flush()).toBeNull();
  });
});
