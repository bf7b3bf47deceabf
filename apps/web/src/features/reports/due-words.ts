import type { ReportTiming } from '@miaopu/contract';
import { formatDay } from '../../shared/formats.ts';
import type { useWords } from './locale.ts';

/** Working days after which it is clearer to say the day. */
const longest = 60;

/** When a report is due, in words. What came back after its day, or is being restated, is not late: its day was. */
export function dueWords(say: ReturnType<typeof useWords>, timing: ReportTiming): string {
  const { phase, workingDaysLeft: left } = timing;
  const due = formatDay(timing.due);
  if (phase === 'ahead') return say('due.ahead', { day: formatDay(timing.opens) });
  if (phase === 'done') return say(timing.wasLate ? 'due.was_late' : 'due.was', { day: due });
  if (phase === 'grace') return say('due.grace', { day: formatDay(timing.graceUntil) });
  if (phase === 'late')
    return left === null || left < -longest
      ? say('due.late', { day: due })
      : say('due.late.days', { count: -left });
  if (left === null || left > longest) return say('due.day', { day: due });
  if (left < 0) return say('due.was', { day: due });
  return left === 0 ? say('due.today') : say('due.days', { count: left, day: due });
}
