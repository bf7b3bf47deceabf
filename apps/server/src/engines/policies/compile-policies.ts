import { NEARLY, type PolicyOnDay, policyBindings } from '@miaopu/policies';
import {
  ANSWER_CODES,
  type Catalogue,
  compileAnswer,
  compileRule,
  type Expression,
  type SharedPart,
} from '@miaopu/rules';
import { type RawBuilder, sql, sqlOf } from '../../platform/db/index.ts';
import { type AmountPlan, amountPlan } from './amount.ts';
import { shareAmong } from './shared-parts.ts';

type Fragment = RawBuilder<unknown>;

export function code(answer: keyof typeof ANSWER_CODES): Fragment {
  return sql.lit(ANSWER_CODES[answer]);
}

/** Policies as SQL over the columns that `baseRows` has and, level by level, over what they share. */
export type CompiledPolicies = {
  readonly levels: readonly (readonly { readonly name: string; readonly value: Fragment }[])[];
  readonly policies: readonly Compiled[];
};

const known = new WeakMap<readonly PolicyOnDay[], CompiledPolicies>();

/** Compiles policies of one day together, once for a library and a day. */
export function compilePolicies(policies: readonly PolicyOnDay[]): CompiledPolicies {
  const found = known.get(policies);
  if (found !== undefined) return found;
  const { sharing, levels, catalogue } = shareAmong(policies);
  const options = { bindings: policies.length === 0 ? {} : policyBindings(policies[0]!.asOf), catalogue };
  const compile = (rule: Expression) => sqlOf(compileRule(rule, catalogue, options));
  const compiled = {
    levels: levels.map((parts) =>
      parts.map((part) => ({ name: part.name, value: compilePart(part, compile) })),
    ),
    policies: sharing.map((policy) => compilePolicy(policy, options)),
  };
  known.set(policies, compiled);
  return compiled;
}

/** A part is worked out only where somebody looks at it: most policies concern few entities. */
function compilePart({ rule, wanted }: SharedPart, compile: (rule: Expression) => Fragment): Fragment {
  if (wanted === undefined) return compile(rule);
  const where = wanted.map((guard) => sql`${compile(guard)} is not false`);
  return sql`case when ${sql.join(where, sql` or `)} then ${compile(rule)} end`;
}

type Compiled = {
  readonly answer: Fragment;
  /** Whether little is missing, where the answer is that it is not met. */
  readonly nearly: Fragment;
  readonly amount: Fragment;
};
type Options = NonNullable<Parameters<typeof compileRule>[2]> & { readonly catalogue: Catalogue };

function compilePolicy(policy: PolicyOnDay, options: Options): Compiled {
  const rule = allOf(policy.conditions.map(({ runs }) => runs));
  const applies = policy.applies === undefined ? {} : { applies: policy.applies.runs };
  return {
    answer: sqlOf(compileAnswer(rule, options.catalogue, { ...options, ...applies })),
    nearly: compileNearly(policy, options),
    amount: compileAmount(amountPlan(policy), options),
  };
}

/** It applies, nothing that nobody changes is missing, and of the rest at most NEARLY conditions are. */
function compileNearly({ applies, conditions }: PolicyOnDay, options: Options): Fragment {
  const there = (rule: Expression) =>
    sql`${sqlOf(compileAnswer(rule, options.catalogue, options))} >= ${code('manual')}`;
  const [fixed, rest] = [true, false].map((isFixed) =>
    conditions.filter(({ condition }) => condition.fixed === isFixed).map(({ runs }) => there(runs)),
  ) as [Fragment[], Fragment[]];
  const must = [...(applies === undefined ? [] : [there(applies.runs)]), ...fixed];
  const enough =
    rest.length <= NEARLY
      ? sql`true`
      : sql`${sql.join(
          rest.map((one) => sql`(${one})::int`),
          sql` + `,
        )} >= ${sql.lit(rest.length - NEARLY)}`;
  return sql`(${sql.join([...must, enough], sql` and `)})`;
}

/** The amount of a policy as its plan adds it up; null where a figure for it is missing, and where it has none. */
function compileAmount(plan: AmountPlan, options: Options): Fragment {
  if (plan.kind === 'benefit') return sqlOf(compileRule(plan.amount, options.catalogue, options));
  const parts = plan.parts.map((part) => compileAmount(part, options));
  if (parts.length === 0) return sql`null::numeric`;
  // least and greatest pass over what is missing, and so would give a number where there is none
  if (plan.kind === 'capped') return whereKnown(parts, sql`least(${parts[0]}, ${plan.cap}::numeric)`);
  if (plan.kind === 'highest')
    return parts.length === 1 ? parts[0]! : whereKnown(parts, sql`greatest(${sql.join(parts)})`);
  return sql`(${sql.join(parts, sql` + `)})`;
}

/** Without a query of its own, which PostgreSQL would not let its parallel workers ask. */
function whereKnown(parts: readonly Fragment[], value: Fragment): Fragment {
  return sql`(case num_nulls(${sql.join([...parts])}) when 0 then ${value} end)`;
}

/** A chain of conditions as one; of none, what always holds. */
function allOf(rules: readonly Expression[]): Expression {
  const position = { from: 0, to: 0 };
  const operands = rules.flatMap((rule) => (rule.kind === 'and' ? rule.operands : [rule]));
  if (operands.length === 0) return { kind: 'literal', type: 'boolean', value: true, position };
  return operands.length === 1 ? operands[0]! : { kind: 'and', operands, position };
}
