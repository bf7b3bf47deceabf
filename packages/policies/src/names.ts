import type { Labels } from '@miaopu/plan';
import {
  type Catalogue,
  type Expression,
  fieldsOf,
  parseRule,
  RuleCheckError,
  RuleSyntaxError,
  type Typed,
  typeOfRule,
} from '@miaopu/rules';
import { policyCatalogue } from './policy-catalogue.ts';
import type { Policy, PolicyTerm } from './policy-schema.ts';

/** What is wrong with a term: its rule, or that it leads back to itself. */
export type TermFault =
  | { readonly term: string; readonly kind: 'rule'; readonly error: RuleCheckError | RuleSyntaxError }
  | { readonly term: string; readonly kind: 'cycle'; readonly ring: readonly string[] };

/**
 * The names that rules are written with: those of the policy catalogue, and a policy's `param.*`, `term.*` and `score.*`. It
 * checks and explains what is written; what runs is expanded first, over the policy catalogue alone.
 */
export type Names = {
  readonly catalogue: Catalogue;
  readonly faults: readonly TermFault[];
  /** Terms at fault, and what rests on them: a rule that names one is not checked, so that one fault is told once. */
  readonly broken: ReadonlySet<string>;
};

type Names_ = Map<string, Catalogue['names'] extends ReadonlyMap<string, infer Named> ? Named : never>;

/** The names of one policy. Scores are left out where terms are checked, because scores are made of terms. */
export function namesOf(
  policy: Pick<Policy, 'parameters' | 'scores'>,
  terms: Readonly<Record<string, PolicyTerm>>,
): Names {
  const names: Names_ = new Map(policyCatalogue.names);
  const catalogue: Catalogue = { ...policyCatalogue, names };
  for (const [name, { zh, en, unit }] of Object.entries(policy.parameters)) {
    declare(names, 'param', name, { zh, en }, { type: 'number', ...(unit === undefined ? {} : { unit }) });
  }
  const { faults, broken } = declareTerms(names, catalogue, terms);
  for (const [name, labels] of scoreNames(policy)) declare(names, 'score', name, labels, { type: 'number' });
  return { catalogue, faults, broken };
}

/** `total` and each group, with their words. */
function scoreNames({ scores }: Pick<Policy, 'scores'>): [string, Labels][] {
  if (scores === undefined) return [];
  const groups = Object.entries(scores.groups).map(([name, { zh, en }]): [string, Labels] => [
    name,
    { zh: `${zh}得分`, en: `points for ${en}` },
  ]);
  return [...groups, ['total', { zh: '总分', en: 'total points' }]];
}

function declareTerms(
  names: Names_,
  catalogue: Catalogue,
  terms: Readonly<Record<string, PolicyTerm>>,
): Omit<Names, 'catalogue'> {
  const faults: TermFault[] = [];
  const broken = new Set<string>();
  const done = new Set<string>();
  const visit = (term: string, trail: readonly string[]): void => {
    if (done.has(term)) return;
    if (trail.includes(term)) {
      faults.push({ term: trail.at(-1)!, kind: 'cycle', ring: [...trail.slice(trail.indexOf(term)), term] });
      for (const one of trail.slice(trail.indexOf(term))) broken.add(`term.${one}`);
      return;
    }
    const { rule, zh, en } = terms[term]!;
    try {
      const tree = parseRule(rule);
      for (const used of termsIn(tree)) if (Object.hasOwn(terms, used)) visit(used, [...trail, term]);
      if (restsOn(tree, broken)) broken.add(`term.${term}`);
      else if (!broken.has(`term.${term}`))
        declare(names, 'term', term, { zh, en }, typeOfRule(tree, catalogue));
    } catch (error) {
      if (!(error instanceof RuleCheckError) && !(error instanceof RuleSyntaxError)) throw error;
      faults.push({ term, kind: 'rule', error });
      broken.add(`term.${term}`);
    }
    done.add(term);
  };
  for (const term of Object.keys(terms)) visit(term, []);
  return { faults, broken };
}

function termsIn(tree: Expression): string[] {
  return fieldsOf(tree).flatMap((path) => (path.startsWith('term.') ? [path.slice('term.'.length)] : []));
}

/** Whether a rule names something that is at fault itself. */
export function restsOn(tree: Expression, broken: ReadonlySet<string>): boolean {
  return fieldsOf(tree).some((path) => broken.has(path));
}

/** Such a name is expanded before anything is compiled; should one ever reach SQL, the SQL names no relation. */
function declare(
  names: Names_,
  root: 'param' | 'term' | 'score',
  name: string,
  { zh, en }: Labels,
  typed: Typed,
): void {
  const path = `${root}.${name}`;
  names.set(path, { kind: 'field', root, name, field: { code: name, zh, en, ...typed, sql: path } });
}
