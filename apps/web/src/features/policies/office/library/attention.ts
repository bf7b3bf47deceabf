import type { listPolicyLibrary } from '@miaopu/contract';
import type { AnswerOf } from '../../../../shared/client.ts';

export type LibraryRow = AnswerOf<typeof listPolicyLibrary>['rows'][number];
export type Attention = 'review' | 'draft' | 'to_confirm' | 'expiring' | 'none';

/** Days ahead within which an end of validity is soon. */
const soon = 90;

/** Why a policy wants somebody, the most urgent reason first. */
export function attentionOf(row: LibraryRow, on: string): Attention {
  if (row.draft?.state === 'submitted') return 'review';
  if (row.draft) return 'draft';
  if (row.card?.state !== 'in_force') return 'none';
  if (row.card.toConfirm.length > 0) return 'to_confirm';
  return isExpiring(row.card.inForce.to, on) ? 'expiring' : 'none';
}

/** Whether a last day lies within the next three months of a day. */
export function isExpiring(to: string | null, on: string): boolean {
  if (to === null) return false;
  const days = (Date.parse(to) - Date.parse(on)) / 86_400_000;
  return days >= 0 && days <= soon;
}

const urgency: readonly Attention[] = ['review', 'draft', 'to_confirm', 'expiring', 'none'];
const states = ['in_force', 'upcoming', 'expired', 'repealed'];

/** What wants somebody first; then what is in force, the more enterprises it fits the earlier. */
export function worstFirst(rows: readonly LibraryRow[], on: string): LibraryRow[] {
  const rank = (row: LibraryRow) => urgency.indexOf(attentionOf(row, on));
  const state = (row: LibraryRow) => (row.card ? states.indexOf(row.card.state) : -1);
  return rows.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      state(a) - state(b) ||
      (b.fits?.met ?? -1) - (a.fits?.met ?? -1) ||
      a.id.localeCompare(b.id),
  );
}

export type LibraryView = 'all' | 'in_force' | 'waiting' | 'mine' | 'review' | 'to_confirm' | 'expiring';

/** Whether a draft waits for the reader: to be reviewed, or as its author to go on with it. */
export function isWaiting({ draft }: LibraryRow): boolean {
  if (!draft) return false;
  return draft.state === 'submitted'
    ? draft.mayDo.includes('publish') || draft.mayDo.includes('return')
    : draft.isMine;
}

/** Whether a policy belongs to a view of the library and bears the words searched for. */
export function isShown(row: LibraryRow, on: string, view: LibraryView, words: string): boolean {
  return inView(row, on, view) && speaksOf(row, words);
}

function inView(row: LibraryRow, on: string, view: LibraryView): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'in_force':
      return row.card?.state === 'in_force';
    case 'waiting':
      return isWaiting(row);
    case 'mine':
      return row.draft !== null && row.draft.state !== 'submitted';
    case 'review':
      return row.draft?.state === 'submitted';
    case 'to_confirm':
      return row.card?.state === 'in_force' && row.card.toConfirm.length > 0;
    case 'expiring':
      return row.card?.state === 'in_force' && isExpiring(row.card.inForce.to, on);
  }
}

function speaksOf(row: LibraryRow, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return true;
  const { card, draft } = row;
  const texts = [
    row.id,
    card?.title.zh,
    card?.title.en,
    card?.summary?.zh,
    card?.audience?.zh,
    draft?.title?.zh,
    draft?.title?.en,
    ...(card?.documents ?? []).flatMap(({ number, title }) => [number, title]),
  ];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
