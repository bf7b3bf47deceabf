type Period = { start: string; end: string };

/** The calendar years that a plan touches: `['2018', '2019', '2020']`. */
export function yearsOf({ start, end }: Period): string[] {
  const first = Number(start.slice(0, 4));
  const last = Number(end.slice(0, 4));
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

const quarterDays = ['03-31', '06-30', '09-30', '12-31'] as const;

/** The quarters of a plan, `2018Q1` first, each with its last day. */
export function quartersOf(period: Period): { period: string; on: string }[] {
  return yearsOf(period)
    .flatMap((year) =>
      quarterDays.map((day, index) => ({ period: `${year}Q${index + 1}`, on: `${year}-${day}` })),
    )
    .filter(({ on }) => on >= period.start && on <= period.end);
}

/** The last days of a plan's quarters. */
export function quarterEnds(period: Period): string[] {
  return quartersOf(period).map(({ on }) => on);
}

/** The share of the period that has passed by the end of a day, from 0 to 1. */
export function elapsedBy(day: string, { start, end }: Period): number {
  const dayLength = 86_400_000;
  const passed = Date.parse(day) - Date.parse(start) + dayLength;
  const whole = Date.parse(end) - Date.parse(start) + dayLength;
  return Math.min(1, Math.max(0, passed / whole));
}
