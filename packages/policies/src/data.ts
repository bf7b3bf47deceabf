import type { Labels } from '@miaopu/plan';
import {
  type Catalogue,
  type Expression,
  explainRule,
  fieldsOf,
  type Origin,
  parseRule,
  partsOf,
  type Reason,
  type Row,
  type RuleValue,
  type Seen,
  type Typed,
  typeOfRule,
  wordsOfValue,
} from '@miaopu/rules';
import { type CatalogueField, dataSources, entityFields, factFields } from '@miaopu/standards';
import { Decimal } from 'decimal.js';
import { policyCatalogue } from './policy-catalogue.ts';

/** Something that rules read: a field (`fact.revenue`), or what a function finds in the row (`holds("gazelle")`). */
export type Datum = {
  readonly path: string;
  readonly label: Labels;
  readonly unit: string | null;
  /** Who has it, as the field catalogue says. */
  readonly department: Labels | null;
};

export type SeenDatum = Datum & {
  /** Exact decimal text, a day, a code, a truth; null is missing. */
  readonly value: RuleValue | null;
  readonly words: Labels | null;
  readonly origin: Origin | null;
};

type Described = {
  readonly datum: Datum;
  readonly typed: Typed;
  /** The value seen last, in words: the conditions of many policies look at the same datum of one row. */
  last?: { readonly value: RuleValue; readonly words: Labels };
};
const known = new Map<string, Described>();

/** What stands behind a path that a rule read. */
export function datumOf(path: string): Datum {
  return describe(path).datum;
}

function describe(path: string): Described {
  const found = known.get(path);
  if (found !== undefined) return found;
  const tree = parseRule(path);
  const field = policyCatalogue.names.get(path)?.field;
  const typed: Typed = field ?? typeOfRule(tree, policyCatalogue);
  const datum = {
    path,
    label: labelOf(tree, field),
    unit: typed.unit ?? null,
    department: departmentOf(tree),
  };
  const described = { datum, typed };
  known.set(path, described);
  return described;
}

function labelOf(tree: Expression, field: Labels | undefined): Labels {
  if (field !== undefined) return { zh: field.zh, en: field.en };
  return { zh: explainRule(tree, policyCatalogue, 'zh'), en: explainRule(tree, policyCatalogue, 'en') };
}

/** Registration is kept by the market supervision bureau; a figure by whom its field names. */
const REGISTRY = dataSources.区市场监管局;

function departmentOf(tree: Expression): Labels | null {
  if (tree.kind === 'call') {
    const [first] = tree.arguments;
    const fact = first?.kind === 'literal' ? sourceOf(factFields, String(first.value)) : null;
    return fact ?? tree.arguments.map(departmentOf).find((one) => one !== null) ?? null;
  }
  const [root, name] = fieldsOf(tree)[0]?.split('.') ?? [];
  if (root === undefined || name === undefined || root === 'year') return null;
  return root === 'entity' ? (sourceOf(entityFields, name) ?? REGISTRY) : sourceOf(factFields, name);
}

function sourceOf(fields: Readonly<Record<string, CatalogueField>>, name: string): Labels | null {
  const source = Object.hasOwn(fields, name) ? fields[name]!.source : undefined;
  return source === undefined ? null : dataSources[source];
}

/** A value that a rule looked at, as people read it. */
export function seenDatum({ path, value, origin }: Seen): SeenDatum {
  const described = describe(path);
  return {
    ...described.datum,
    value,
    words: value === null ? null : wordsOfSeen(described, value),
    origin: origin ?? null,
  };
}

function wordsOfSeen(described: Described, value: RuleValue): Labels {
  if (described.last?.value === value) return described.last.words;
  const words = valueWords(value, described.typed, policyCatalogue);
  described.last = { value, words };
  return words;
}

/** A value in words; a number with many decimals is shortened and says so. */
export function valueWords(value: RuleValue, typed: Typed, catalogue: Catalogue): Labels {
  const [shown, about] = typed.type === 'number' ? shortened(String(value), typed.unit) : [value, false];
  const words = (language: 'zh' | 'en') => wordsOfValue(shown, typed, catalogue, language);
  return about
    ? { zh: `约${words('zh')}`, en: `about ${words('en')}` }
    : { zh: words('zh'), en: words('en') };
}

/** To the fen, and a ratio to a hundredth of a percent. */
function shortened(value: string, unit: string | undefined): [string, boolean] {
  const exact = new Decimal(value);
  const short = exact.toDecimalPlaces(unit === 'ratio' ? 4 : 2);
  return short.eq(exact) || short.isZero() ? [value, false] : [short.toFixed(), true];
}

/**
 * The paths that are missing to a condition that is unknown, each once: what its unknown parts need and the row lacks. Where each part
 * is known for itself, as the bounds of a score are, what any of them looked at and did not find.
 */
export function missingPaths(reason: Reason, row: Row): string[] {
  if (reason.outcome !== 'unknown') return [];
  const own = [...reason.parts.flatMap((part) => missingPaths(part, row)), ...lacking(reason, row)];
  return [...new Set(own.length > 0 ? own : lackingBelow(reason, row))];
}

function lackingBelow(reason: Reason, row: Row): string[] {
  return [...lacking(reason, row), ...reason.parts.flatMap((part) => lackingBelow(part, row))];
}

/** A calculation stops at the first value that is missing, so what it did not come to is looked up; but not in branches. */
function lacking({ expression, parts, seen }: Reason, row: Row): string[] {
  if (parts.length > 0) return [];
  const found = seen.filter(({ value }) => value === null).map(({ path }) => path);
  if (found.length === 0 || hasBranches(expression)) return found;
  const unread = fieldsOf(expression).filter((path) => {
    const [root, name] = path.split('.') as [string, string | undefined];
    return name !== undefined && root !== 'year' && (row[root]?.[name] ?? null) === null;
  });
  return [...new Set([...found, ...unread])];
}

function hasBranches(node: Expression): boolean {
  return node.kind === 'choose' || node.kind === 'known' || partsOf(node).some(hasBranches);
}
