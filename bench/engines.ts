import { ZenEngine } from '@gorules/zen-engine';
import { Environment } from '@marcbachmann/cel-js';
import { formulaCatalogue } from '@miaopu/plan';
import { parseRule, prepareRule } from '@miaopu/rules';
import { Engine } from 'json-rules-engine';
import { type Figure, figure, median, type Size } from './figures.ts';
import { inTurns } from './stopwatch.ts';

type Fact = { taxable_income: number; average_employees: number; average_assets: number; vat_sales: number };
type Row = { fact: Fact };
type Condition = { field: keyof Fact; operator: '<=' | '>'; value: number };

/** Six rules in the form that every one of the engines can state: limits joined by and. */
const rules: readonly (readonly Condition[])[] = [
  [
    at('taxable_income', '<=', 3_000_000),
    at('average_employees', '<=', 300),
    at('average_assets', '<=', 50_000_000),
  ],
  [
    at('taxable_income', '<=', 1_000_000),
    at('average_employees', '<=', 100),
    at('average_assets', '<=', 30_000_000),
  ],
  [at('vat_sales', '<=', 300_000)],
  [at('vat_sales', '>', 300_000), at('vat_sales', '<=', 5_000_000)],
  [at('average_employees', '<=', 30)],
  [at('taxable_income', '>', 0), at('average_employees', '>', 20), at('average_assets', '>', 1_000_000)],
];

function at(field: keyof Fact, operator: Condition['operator'], value: number): Condition {
  return { field, operator, value };
}

function textOf(rule: readonly Condition[], number: (value: number) => string): string {
  return rule.map(({ field, operator, value }) => `fact.${field} ${operator} ${number(value)}`).join(' && ');
}

function makeRows(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => ({
    fact: {
      taxable_income: (index * 7919) % 4_000_000,
      average_employees: (index * 31) % 400,
      average_assets: (index * 104_729) % 60_000_000,
      vat_sales: (index * 1299) % 900_000,
    },
  }));
}

type Count = (rows: readonly Row[]) => number | Promise<number>;

/** Ours, prepared once. */
function ours(): Count {
  const prepared = rules.map((rule) =>
    prepareRule(parseRule(textOf(rule, String)), formulaCatalogue('entities')),
  );
  return (rows) => {
    let met = 0;
    for (const row of rows) for (const run of prepared) if (run(row) === true) met++;
    return met;
  };
}

/** cel-js, parsed once. Its numbers are doubles where a row's are. */
function celJs(): Count {
  const environment = new Environment({ unlistedVariablesAreDyn: true });
  const parsed = rules.map((rule) => environment.parse(textOf(rule, (value) => value.toFixed(1))));
  return (rows) => {
    let met = 0;
    for (const row of rows) for (const run of parsed) if (run(row) === true) met++;
    return met;
  };
}

/** json-rules-engine with one engine for all six. */
function jsonRules(): Count {
  const engine = new Engine();
  rules.forEach((rule, index) => {
    engine.addRule({
      conditions: {
        all: rule.map(({ field, operator, value }) => ({
          fact: field,
          operator: operator === '<=' ? 'lessThanInclusive' : 'greaterThan',
          value,
        })),
      },
      event: { type: `rule-${index}` },
    });
  });
  return async (rows) => {
    let met = 0;
    for (const { fact } of rows) met += (await engine.run(fact)).events.length;
    return met;
  };
}

/** zen-engine with one decision of six expressions. */
function zen(): Count {
  const decision = new ZenEngine().createDecision({
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'rules',
        name: 'rules',
        type: 'expressionNode',
        position: { x: 0, y: 0 },
        content: {
          expressions: rules.map((rule, index) => ({
            id: `e${index}`,
            key: `r${index}`,
            value: textOf(rule, String).replaceAll('&&', 'and'),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'rules', type: 'edge' },
      { id: 'b', sourceId: 'rules', targetId: 'out', type: 'edge' },
    ],
  });
  return async (rows) => {
    let met = 0;
    for (const row of rows) {
      const { result } = await decision.evaluate(row);
      for (const value of Object.values(result as object)) if (value === true) met++;
    }
    return met;
  };
}

/**
 * Six rules over one enterprise after another, by ours and by three engines that others use, which must find the same. The slow ones
 * get a part of the rows: what is compared is enterprises a second.
 */
export async function benchEngines({ rows, repeat }: Size): Promise<Figure[]> {
  const all = makeRows(rows);
  const few = all.slice(0, Math.max(100, Math.floor(rows / 50)));
  const engines = { ours: ours(), cel: celJs(), json: jsonRules(), zen: zen() };
  const expected = await engines.ours(few);
  for (const [name, count] of Object.entries(engines)) {
    const found = await count(few);
    if (found !== expected) throw new Error(`${name} finds ${found} rules met, ours ${expected}.`);
  }
  const times = await inTurns(repeat, {
    ours: () => engines.ours(all),
    cel: () => engines.cel(all),
    json: () => engines.json(few),
    zen: () => engines.zen(few),
  });
  const rate = (samples: readonly number[], count: number, what: string) => ({
    value: count / (median(samples) / 1000),
    unit: 'enterprises/s',
    what,
  });
  const mine = rate(times.ours, all.length, 'six rules prepared once, without reasons');
  return [
    figure({
      bench: 'engines',
      name: 'against json-rules-engine',
      ours: mine,
      limit: rate(times.json, few.length, 'json-rules-engine, the same six rules'),
      aim: { of: 'ratio', at: 'least', value: 20 },
    }),
    figure({
      bench: 'engines',
      name: 'against zen-engine',
      ours: mine,
      limit: rate(times.zen, few.length, '@gorules/zen-engine, the same six rules'),
      aim: { of: 'ratio', at: 'least', value: 20 },
    }),
    figure({
      bench: 'engines',
      name: 'against cel-js',
      ours: mine,
      limit: rate(times.cel, all.length, '@marcbachmann/cel-js, the same six rules parsed once'),
      aim: { of: 'ratio', at: 'least', value: 1 },
      note: `${expected} of ${few.length * rules.length} met by all four`,
    }),
  ];
}
