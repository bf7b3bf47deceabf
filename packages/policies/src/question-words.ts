import type { Labels } from '@miaopu/plan';
import type { Catalogue } from '@miaopu/rules';
import { referenceYear } from './policy-catalogue.ts';
import type { Member } from './question-families.ts';
import type { Question } from './questions.ts';

/** The question for a single field. */
export function questionOf(path: string, catalogue: Catalogue, asOf: string): Question {
  const { field } = catalogue.names.get(path)!;
  const type = path === 'entity.industry' ? 'industry' : path === 'entity.town' ? 'town' : typeOf(field);
  return {
    path,
    label: { zh: field.zh, en: field.en },
    help: periodOf(path, asOf),
    type,
    unit: field.unit ?? null,
    choices:
      type === 'choice'
        ? Object.entries(field.values!).map(([value, { zh, en }]) => ({ value, label: { zh, en } }))
        : null,
  };
}

/** The question for several members of one family: each choice is answered with yes or no under its own name. */
export function questionOfSeveral(members: readonly Member[], asOf: string): Question {
  const { id, label } = members[0]!.family;
  const period = id.startsWith('some.') ? periodOf(id.slice('some.'.length), asOf) : null;
  return {
    path: id,
    label: {
      zh: label.zh.replace('{period}', period?.zh ?? ''),
      en: label.en.replace('{period}', period?.en ?? ''),
    },
    help: null,
    type: 'several',
    unit: null,
    choices: members.map(({ tick, label }) => ({ value: tick, label })),
  };
}

function typeOf({ type, values }: { readonly type: string; readonly values?: object }): Question['type'] {
  if (type === 'number' || type === 'boolean' || type === 'date') return type;
  return values === undefined ? 'text' : 'choice';
}

const yearsBack: Readonly<Record<string, number>> = { fact: 0, last: 1, before: 2 };

/** Of which year or quarter a figure is asked; null of what has none. */
function periodOf(path: string, asOf: string): Labels | null {
  const [root] = path.split('.') as [string];
  if (root === 'quarter') {
    const next = new Date(Date.parse(asOf) + 86_400_000);
    const quarters = next.getUTCFullYear() * 4 + Math.floor(next.getUTCMonth() / 3) - 1;
    const [year, quarter] = [Math.floor(quarters / 4), (quarters % 4) + 1];
    return { zh: `${year}年第${quarter}季度`, en: `quarter ${quarter} of ${year}` };
  }
  const back = yearsBack[root];
  if (back === undefined) return null;
  const year = referenceYear(asOf) - back;
  return { zh: `${year}年`, en: `the year ${year}` };
}
