import {
  type Answer,
  answerOfCode,
  answerRule,
  type Bindings,
  type CompiledRule,
  type CompileOptions,
  checkRule,
  compileAnswer,
  compileRule,
  type Expression,
  evaluateRule,
  formatRule,
  parseRule,
  prepareAnswer,
  prepareRule,
  type Row,
  substitute,
  withParts,
} from '@miaopu/rules';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/index.ts';
import {
  SAMPLE_ROWS,
  sampleBindings,
  sampleCalls,
  sampleCatalogue,
  sampleCondition,
  sampleRow,
  sampleRule,
} from './rules-two-ways.samples.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const RULES_A_BATCH = 25;
const ROWS_A_BATCH = 20;
const BATCHES = 20;

type Compile = (text: string, options: CompileOptions) => CompiledRule;

function compileText(text: string, options: CompileOptions): CompiledRule {
  return compileRule(parseRule(text), sampleCatalogue, options);
}

/** Each rule's answers by PostgreSQL, as text, row by row; null is unknown. One statement for all. */
async function answersOfDatabase(
  rules: readonly string[],
  rows: readonly Row[],
  bindings: Bindings,
  compile: Compile = compileText,
): Promise<(string | null)[][]> {
  const values: unknown[] = [
    JSON.stringify({
      entities: rows.map((row) => row.entity),
      milestones: rows.map((row) => ({ happened_on: row.milestone?.on })),
    }),
  ];
  const columns = rules.map((text) => {
    const compiled = compile(text, { bindings, startParameter: values.length + 1 });
    values.push(...compiled.parameters);
    return compiled.sql;
  });
  const { rows: answers } = await test.db.pool.query(
    `select array[${columns.map((sql) => `(${sql})::text`).join(',\n')}] as answers from ${SAMPLE_ROWS} order by e.i`,
    values,
  );
  return answers.map((row: { answers: (string | null)[] }) => row.answers);
}

/** PostgreSQL keeps a number's trailing zeros, which mean nothing. */
function withoutTrailingZeros(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text;
}

function sameAnswer(database: string | null, evaluated: string | boolean | null): boolean {
  if (database === null || evaluated === null) return database === evaluated;
  return withoutTrailingZeros(database) === withoutTrailingZeros(String(evaluated));
}

describe('the two ways of running a rule', () => {
  it('agree on 10,000 generated rules and rows', async () => {
    let cases = 0;
    const seen = { known: 0, unknown: 0 };
    const batch = fc.tuple(
      fc.array(sampleRule, { minLength: RULES_A_BATCH, maxLength: RULES_A_BATCH }),
      fc.array(sampleRow, { minLength: ROWS_A_BATCH, maxLength: ROWS_A_BATCH }),
      sampleBindings,
    );
    await fc.assert(
      fc.asyncProperty(batch, async ([rules, rows, bindings]) => {
        const database = await answersOfDatabase(rules, rows, bindings);
        rules.forEach((text, column) => {
          const rule = parseRule(text);
          const run = prepareRule(rule, sampleCatalogue, { bindings });
          rows.forEach((row, index) => {
            const evaluated = run(row);
            const fromDatabase = database[index]![column]!;
            if (!sameAnswer(fromDatabase, evaluated)) {
              throw new Error(
                `${text}\n${JSON.stringify(row)} ${JSON.stringify(bindings)}\nSQL ${fromDatabase}, evaluated ${evaluated}`,
              );
            }
            if (evaluated === null) seen.unknown++;
            else seen.known++;
            cases++;
          });
        });
      }),
      { numRuns: BATCHES },
    );
    expect(cases).toBeGreaterThanOrEqual(10_000);
    // Rules whose answer were nearly always the same kind would compare nothing.
    expect(Math.min(seen.known, seen.unknown)).toBeGreaterThan(cases / 20);
  });

  it('give one of the five answers alike, with a condition under which the rule applies or without', async () => {
    const seen = new Map<Answer, number>();
    const pair = fc.tuple(sampleCondition, fc.option(sampleCondition, { nil: undefined }));
    const batch = fc.tuple(
      fc.array(pair, { minLength: RULES_A_BATCH, maxLength: RULES_A_BATCH }),
      fc.array(sampleRow, { minLength: ROWS_A_BATCH, maxLength: ROWS_A_BATCH }),
      sampleBindings,
    );
    await fc.assert(
      fc.asyncProperty(batch, async ([pairs, rows, bindings]) => {
        const questions = pairs.map(([rule, applies]) => ({
          rule: parseRule(rule),
          ...(applies === undefined ? {} : { applies: parseRule(applies) }),
        }));
        const numbers = await answersOfDatabase(
          questions.map((_, index) => String(index)),
          rows,
          bindings,
          (index, options) => {
            const { rule, ...applies } = questions[Number(index)]!;
            return compileAnswer(rule, sampleCatalogue, { ...options, ...applies });
          },
        );
        questions.forEach(({ rule, ...applies }, column) => {
          const quick = prepareAnswer(rule, sampleCatalogue, { bindings, ...applies });
          rows.forEach((row, index) => {
            const { answer } = answerRule(rule, sampleCatalogue, row, { bindings, ...applies });
            expect(quick(row)).toBe(answer);
            const database = answerOfCode(Number(numbers[index]![column]));
            if (database !== answer)
              throw new Error(
                `${pairs[column]}\n${JSON.stringify(row)}\nSQL ${database}, evaluated ${answer}`,
              );
            seen.set(answer, (seen.get(answer) ?? 0) + 1);
          });
        });
      }),
      { numRuns: BATCHES },
    );
    const counts = [...seen.values()];
    const cases = counts.reduce((sum, count) => sum + count);
    expect(cases).toBeGreaterThanOrEqual(10_000);
    expect(counts).toHaveLength(5);
    expect(Math.min(...counts)).toBeGreaterThan(cases / 50);
  });

  it.each(Object.entries(sampleCalls))('agree on the function %s, known and unknown', async (_, call) => {
    const seen = { known: 0, unknown: 0 };
    const batch = fc.tuple(
      fc.array(call, { minLength: RULES_A_BATCH, maxLength: RULES_A_BATCH }),
      fc.array(sampleRow, { minLength: ROWS_A_BATCH, maxLength: ROWS_A_BATCH }),
      sampleBindings,
    );
    await fc.assert(
      fc.asyncProperty(batch, async ([calls, rows, bindings]) => {
        const rules = calls.filter((text) => checkRule(parseRule(text), sampleCatalogue).length === 0);
        const database = await answersOfDatabase(rules, rows, bindings);
        rules.forEach((text, column) => {
          const run = prepareRule(parseRule(text), sampleCatalogue, { bindings });
          rows.forEach((row, index) => {
            const evaluated = run(row);
            const fromDatabase = database[index]![column]!;
            if (!sameAnswer(fromDatabase, evaluated))
              throw new Error(`${text}\n${JSON.stringify(row)}\nSQL ${fromDatabase}, evaluated ${evaluated}`);
            seen[evaluated === null ? 'unknown' : 'known']++;
          });
        });
      }),
      { numRuns: 4 },
    );
    expect(seen.known).toBeGreaterThan(500);
    expect(seen.unknown).toBeGreaterThan(50);
  });

  it('generate only rules that are sound, and whose normal form reads back the same', () => {
    fc.assert(
      fc.property(sampleRule, (text) => {
        const rule = parseRule(text);
        expect(checkRule(rule, sampleCatalogue)).toEqual([]);
        const normal = formatRule(rule);
        expect(formatRule(parseRule(normal))).toBe(normal);
        expect(compileRule(parseRule(normal), sampleCatalogue, { bindings: SOME_BINDINGS })).toEqual(
          compileRule(rule, sampleCatalogue, { bindings: SOME_BINDINGS }),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('give the same answer with reasons as without', () => {
    fc.assert(
      fc.property(sampleRule, sampleRow, sampleBindings, (text, row, bindings) => {
        const rule = parseRule(text);
        expect(evaluateRule(rule, sampleCatalogue, row, { bindings }).value).toBe(
          prepareRule(rule, sampleCatalogue, { bindings })(row),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('are given the same rule when its parts are named apart and put in again', () => {
    let named = 0;
    fc.assert(
      fc.property(sampleRule, fc.infiniteStream(fc.nat(3)), (text, choices) => {
        const rule = parseRule(text);
        const terms = new Map<string, Expression>();
        const take = (node: Expression): Expression => {
          const inside = withParts(node, take);
          // a literal may have to stand where it is
          if (node.kind === 'literal' || choices.next().value !== 0) return inside;
          const path = `term.t${terms.size}`;
          terms.set(path, inside);
          return { kind: 'reference', path, position: node.position };
        };
        const apart = take(rule);
        named += terms.size;
        const together = substitute(apart, (path) => terms.get(path));
        expect(formatRule(together)).toBe(formatRule(rule));
        const options = { bindings: SOME_BINDINGS };
        expect(compileRule(together, sampleCatalogue, options)).toEqual(
          compileRule(rule, sampleCatalogue, options),
        );
      }),
      { numRuns: 500 },
    );
    expect(named).toBeGreaterThan(500);
  });

  it('differ when one of them is broken, so that the comparison can fail', () => {
    expect(sameAnswer('true', false)).toBe(false);
    expect(sameAnswer(null, false)).toBe(false);
    expect(sameAnswer('false', null)).toBe(false);
    expect(sameAnswer('0.1', '0.10000001')).toBe(false);
    expect(sameAnswer('100', '1')).toBe(false);
    expect(sameAnswer('2.50', '2.5')).toBe(true);
  });
});

const SOME_BINDINGS: Bindings = {
  'period.start': '2018-01-01',
  'period.end': '2018-12-31',
  asOf: '2020-12-31',
  'year.end': '2020-12-31',
  threshold: 20,
};
