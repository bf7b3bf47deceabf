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

type NameMap = Map<string, Catalogue['names'] extends ReadonlyMap<string, infer Named> ? Named : never>;
type Terms = Readonly<Record<string, PolicyTerm>>;

const sharedNames = new WeakMap<Terms, Names>();

/** The names of the terms that all policies share, beside those of the catalogue; worked out once for one library. */
export function namesOfShared(shared: Terms): Names {
  const known = sharedNames.get(shared) ?? withTerms(policyCatalogue, shared, new Set());
  sharedNames.set(shared, known);
  return known;
}

/** The names of one policy. Without its scores they are those that its score items and terms may use. */
export function namesOf(
  policy: Policy,
  shared: Terms,
): { readonly all: Names; readonly withoutScores: Names } {
  const base = namesOfShared(shared);
  const names: NameMap = new Map(base.catalogue.names);
  for (const [name, { zh, en, unit }] of Object.entries(policy.parameters)) {
    declare(names, 'param', name, { zh, en }, { type: 'number', ...(unit === undefined ? {} : { unit }) });
  }
  const withoutScores = withTerms({ ...base.catalogue, names }, policy.terms, base.broken);
  const all: NameMap = new Map(withoutScores.catalogue.names);
  for (const [name, labels] of scoreNames(policy)) declare(all, 'score', name, labels, { type: 'number' });
  return { all: { ...withoutScores, catalogue: { ...base.catalogue, names: all } }, withoutScores };
}

/** `total` and each group, with their words. */
function scoreNames({ scores }: Policy): [string, Labels][] {
  if (scores === undefined) return [];
  const groups = Object.entries(scores.groups).map(([name, { zh, en }]): [string, Labels] => [
    name,
    { zh: `${zh}得分`, en: `points for ${en}` },
  ]);
  return [...groups, ['total', { zh: '总分', en: 'total points' }]];
}

/** A catalogue with terms, each typed by what it yields. */
function withTerms(base: Catalogue, terms: Terms, brokenBefore: ReadonlySet<string>): Names {
  const names: NameMap = new Map(base.names);
  const catalogue: Catalogue = { ...base, names };
  const faults: TermFault[] = [];
  const broken = new Set(brokenBefore);
  const done = new Set<string>();
  const visit = (term: string, trail: readonly string[]): void => {
    if (done.has(term)) return;
    if (trail.includes(term)) {
      const ring = trail.slice(trail.indexOf(term));
      faults.push({ term: trail.at(-1)!, kind: 'cycle', ring: [...ring, term] });
      for (const one of ring) broken.add(`term.${one}`);
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
  return { catalogue, faults, broken };
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
  names: NameMap,
  root: 'param' | 'term' | 'score',
  name: string,
  { zh, en }: Labels,
  typed: Typed,
): void {
  const path = `${root}.${name}`;
  names.set(path, { kind: 'field', root, name, field: { code: name, zh, en, ...typed, sql: path } });
}
