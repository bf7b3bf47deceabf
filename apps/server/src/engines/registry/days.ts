const dayForm = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Whether a text is a day that exists, `2018-08-01`. */
export function isDay(text: string): boolean {
  const match = dayForm.exec(text);
  if (match === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** PostgreSQL's open end as the absence it means. */
export function finite(end: string): string | null {
  return end === 'infinity' ? null : end;
}

/** The first day of a year or quarter. @example firstDayOf('2018Q3') // '2018-07-01' */
export function firstDayOf(period: string): string {
  const quarter = period.length === 6 ? Number(period[5]) : 1;
  return `${period.slice(0, 4)}-${String(3 * quarter - 2).padStart(2, '0')}-01`;
}
