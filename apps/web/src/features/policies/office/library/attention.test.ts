import { describe, expect, it } from 'vitest';
import { attentionOf, isExpiring, isShown, isWaiting, type LibraryRow, worstFirst } from './attention.ts';

const day = '2020-12-01';

function row(
  id: string,
  changes: { to?: string | null; doubt?: boolean; draft?: 'draft' | 'submitted' } = {},
) {
  return {
    id,
    card: {
      id,
      state: 'in_force',
      title: { zh: `政策${id}`, en: `Policy ${id}` },
      summary: null,
      audience: null,
      documents: [{ number: '财税〔2019〕13号', title: '通知', issuer: null }],
      inForce: { from: '2019-01-01', to: changes.to ?? null },
      toConfirm: changes.doubt ? [{ zh: '标准', en: 'the amount' }] : [],
    },
    origin: 'library',
    draft: changes.draft ? { id: '1', title: null, state: changes.draft, savedBy: '', savedAt: '' } : null,
    fits: null,
  } as unknown as LibraryRow;
}

describe('the order of the library', () => {
  it('puts what waits for a reviewer first, then drafts, doubts, and what ends soon', () => {
    const rows = [
      row('calm'),
      row('ends', { to: '2020-12-31' }),
      row('doubt', { doubt: true }),
      row('draft', { draft: 'draft' }),
      row('review', { draft: 'submitted' }),
    ];
    expect(worstFirst(rows, day).map(({ id }) => id)).toEqual(['review', 'draft', 'doubt', 'ends', 'calm']);
    expect(attentionOf(row('calm'), day)).toBe('none');
  });

  it('calls soon what ends within three months, the last day included, and nothing that has ended', () => {
    expect(isExpiring('2020-12-01', day)).toBe(true);
    expect(isExpiring('2021-03-01', day)).toBe(true);
    expect(isExpiring('2021-03-02', day)).toBe(false);
    expect(isExpiring('2020-11-30', day)).toBe(false);
    expect(isExpiring(null, day)).toBe(false);
  });

  it('says what waits for the reader: a review that they may do, or their own draft', () => {
    const waits = (state: 'draft' | 'submitted' | 'returned', mayDo: string[], isMine: boolean) =>
      isWaiting({ draft: { state, mayDo, isMine } } as unknown as LibraryRow);
    expect(waits('submitted', ['return', 'publish'], false)).toBe(true);
    expect(waits('submitted', ['withdraw'], true)).toBe(false);
    expect(waits('returned', ['submit', 'withdraw'], true)).toBe(true);
    expect(waits('draft', ['submit', 'withdraw'], false)).toBe(false);
    expect(isWaiting(row('calm'))).toBe(false);
  });

  it('finds by title, document number and id, within a view', () => {
    expect(isShown(row('t03'), day, 'all', '13号')).toBe(true);
    expect(isShown(row('t03'), day, 'all', 'POLICY T03')).toBe(true);
    expect(isShown(row('t03'), day, 'review', '')).toBe(false);
  });
});
