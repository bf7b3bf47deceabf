import type { Labels } from '@miaopu/plan';
import { RuleDataError } from '@miaopu/rules';
import { factFields, heldTitles, natureOf } from '@miaopu/standards';
import { policyCatalogue } from './policy-catalogue.ts';
import type { Answers } from './questions.ts';

/**
 * Questions of one kind that are asked as one, in which any number may be ticked: titles by what they mean, what a person would
 * judge, and figures of a year of which many have none (`some.fact`), where a tick says only that there is some.
 */
export type Family = {
  readonly id: string;
  /** May name the `{period}` of its figures. */
  readonly label: Labels;
};

const yesOrNo = {
  honour: { zh: '具备下列哪些资质、荣誉', en: 'Which of these titles does it hold?' },
  status: { zh: '属于下列哪些情况', en: 'Which of these is it?' },
  blemish: { zh: '有下列哪些不良记录', en: 'Which of these stand on its record?' },
  judged: { zh: '下列哪些说法符合', en: 'Which of these are true of it?' },
} as const satisfies Readonly<Record<string, Labels>>;

const someFigures: Labels = { zh: '{period}有下列哪些', en: 'Which of these did it have in {period}?' };

/** A question that may stand in a family: under which name it is ticked there, and what it is called. */
export type Member = { readonly family: Family; readonly tick: string; readonly label: Labels };

function family(id: keyof typeof yesOrNo): Family {
  return { id, label: yesOrNo[id] };
}

/** A title that is asked for. @param held as a rule names it: `contract_credit/AA` */
export function titleMember(tick: string, held: string): Member {
  return { family: family(natureOf(held)), tick, label: heldTitles[held]! };
}

export function judgedMember(tick: string, label: Labels): Member {
  return { family: family('judged'), tick, label };
}

/** A field of the catalogue that may stand in a family, by its path. */
export function fieldMember(path: string): Member | undefined {
  const found = policyCatalogue.names.get(path);
  if (found?.kind !== 'field') return undefined;
  const { root, name, field } = found;
  const label = { zh: field.zh, en: field.en };
  if (root === 'entity' && field.type === 'boolean') return { family: family('status'), tick: path, label };
  // who has some this year is asked for the years before it straight away
  if (root !== 'fact' || factFields[name as keyof typeof factFields].oftenNone !== true) return undefined;
  return { family: { id: 'some.fact', label: someFigures }, tick: `some.${path}`, label };
}

/**
 * Answers with what ticks say of figures: none is nought, not known is missing, and of some the figure is still open.
 *
 * @throws RuleDataError for a tick at what is no such figure, or that is not yes, no or null
 * @example withTicks({ 'some.fact.rd_expense': false }).answers // { 'fact.rd_expense': '0' }
 */
export function withTicks(given: Answers): {
  readonly answers: Answers;
  readonly ticked: ReadonlySet<string>;
} {
  const answers: Record<string, string | boolean | null> = {};
  const ticked = new Set<string>();
  for (const [name, value] of Object.entries(given)) {
    if (!name.startsWith('some.')) {
      answers[name] = value;
      continue;
    }
    const path = name.slice('some.'.length);
    if (fieldMember(path)?.tick !== name || typeof value === 'string')
      throw new RuleDataError(name, { zh: `没有“${name}”这个选项`, en: `There is no choice "${name}"` });
    if (value === true) ticked.add(path);
    else if (!Object.hasOwn(given, path)) answers[path] = value === false ? '0' : null;
  }
  return { answers, ticked };
}
