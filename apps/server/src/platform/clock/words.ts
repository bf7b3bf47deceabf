type Words = { readonly zh: string; readonly en: string };

const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** A day as documents write it. @example dayInWords('2026-03-01').zh // '2026年3月1日' */
export function dayInWords(day: string): Words {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return {
    zh: `${year}年${month}月${date}日`,
    en: `${date} ${months.format(Date.UTC(year, month - 1, date))} ${year}`,
  };
}

/** An instant in China's time, to the minute. @example instantInWords('2026-03-01T04:00:00Z').en // '1 March 2026, 12:00' */
export function instantInWords(instant: string): Words {
  const found = Object.fromEntries(
    parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  const day = dayInWords(`${found.year}-${found.month}-${found.day}`);
  const time = `${found.hour}:${found.minute}`;
  return { zh: `${day.zh} ${time}`, en: `${day.en}, ${time}` };
}

/** A year, quarter or month. @example periodInWords('2018Q3').zh // '2018年三季度' */
export function periodInWords(period: string): Words {
  if (period[4] === '-') {
    const [year, month] = period.split('-').map(Number) as [number, number];
    return { zh: `${year}年${month}月`, en: `${months.format(Date.UTC(year, month - 1))} ${year}` };
  }
  const [year, quarter] = period.split('Q');
  if (quarter === undefined) return { zh: `${year}年`, en: String(year) };
  return {
    zh: `${year}年${'一二三四'[Number(quarter) - 1]}季度`,
    en: `the ${['first', 'second', 'third', 'fourth'][Number(quarter) - 1]} quarter of ${year}`,
  };
}
