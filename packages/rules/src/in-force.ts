import { isCalendarDate } from './dates.ts';
import type { Message } from './errors.ts';

/** Days on which a version holds, both inclusive. Without `to` it holds until the next one begins, or until further notice. */
export interface Version {
  readonly from: string;
  readonly to?: string;
}

/** What is wrong with the days of one of several versions. */
export interface VersionProblem {
  readonly code: 'invalid_day' | 'empty_range' | 'overlapping';
  readonly message: Message;
  /** Which version, in the order they are written. */
  readonly index: number;
}

/**
 * The version that is in force on a day; undefined when none is.
 *
 * @param versions without problems, in any order
 *
 * @example inForce([{ from: '2019-01-01', value: 3 }, { from: '2022-01-01', value: 5 }], '2021-12-31') // the first
 */
export function inForce<V extends Version>(versions: readonly V[], day: string): V | undefined {
  let latest: V | undefined;
  for (const version of versions) {
    if (version.from <= day && (latest === undefined || latest.from < version.from)) latest = version;
  }
  return latest?.to !== undefined && latest.to < day ? undefined : latest;
}

/** Versions that are no days, that end before they begin, or that hold on one day together; empty when all is well. */
export function versionProblems(versions: readonly Version[]): VersionProblem[] {
  const problems = versions.flatMap((version, index) => ownProblem(version, index));
  const sound = versions
    .map((version, index) => ({ ...version, index }))
    .filter(({ index }) => !problems.some((problem) => problem.index === index))
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : one.index - other.index));
  for (const [place, version] of sound.entries()) {
    const before = sound[place - 1];
    if (
      before === undefined ||
      (before.from < version.from && (before.to === undefined || before.to < version.from))
    )
      continue;
    problems.push({
      code: 'overlapping',
      message: {
        zh: `自 ${version.from} 起的版本与自 ${before.from} 起的版本在同一天有效`,
        en: `The versions from ${version.from} and from ${before.from} are in force on the same day`,
      },
      index: version.index,
    });
  }
  return problems.sort((one, other) => one.index - other.index);
}

function ownProblem({ from, to }: Version, index: number): VersionProblem[] {
  const wrong = [from, to].find((day) => day !== undefined && !isCalendarDate(day));
  if (wrong !== undefined) {
    const message = {
      zh: `“${wrong}”不是形如 2018-01-31 的日期`,
      en: `"${wrong}" is not a date such as 2018-01-31`,
    };
    return [{ code: 'invalid_day', message, index }];
  }
  if (to === undefined || from <= to) return [];
  const message = {
    zh: `版本在 ${to} 失效，早于生效的 ${from}，没有一天有效`,
    en: `The version ends on ${to}, before it begins on ${from}: it is never in force`,
  };
  return [{ code: 'empty_range', message, index }];
}
