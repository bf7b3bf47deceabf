import type { AbilityName } from '@miaopu/contract';
import type { zh } from './locale.ts';

/** A part of a record's name, to be said in words: `registry/entity/12/fact/revenue/2018` has two. */
export type NamePart = { readonly key: keyof typeof zh; readonly values: Record<string, string> };
export type RecordName = {
  readonly parts: readonly NamePart[];
  /** The page that shows it, and what one must be able to do to open it. */
  readonly page: { readonly path: string; readonly access: AbilityName } | null;
};

type Kind = {
  readonly form: RegExp;
  readonly key: keyof typeof zh;
  readonly page?: (id: string) => NonNullable<RecordName['page']>;
};

const page = (path: string, access: AbilityName) => (id: string) => ({
  path: `${path}/${encodeURIComponent(id)}`,
  access,
});

/** How records are named in the audit; what hangs off one stands below it. */
const kinds: readonly Kind[] = [
  { form: /^registry\/entity\/(\d+)/, key: 'record.entity', page: page('/g/registry', 'registry.read') },
  { form: /^registry\/entities$/, key: 'record.entities' },
  { form: /^registry\/import\/(\d+)/, key: 'record.import', page: page('/g/imports', 'registry.import') },
  { form: /^registry\/upload\//, key: 'record.upload' },
  { form: /^registry\/source\/(.+)/, key: 'record.source' },
  { form: /^policies\/policy\/([^/]+)/, key: 'record.policy', page: page('/g/policies', 'policy.read') },
  { form: /^policies\/draft\/(\d+)/, key: 'record.draft' },
  { form: /^policies\/run\/(\d+)/, key: 'record.run', page: page('/g/policies/runs', 'policy.read') },
  { form: /^policies\/enjoyments/, key: 'record.enjoyments' },
  { form: /^person\/(.+)/, key: 'record.person' },
  { form: /^membership\/(\d+)/, key: 'record.membership' },
  { form: /^webhook\/(\d+)/, key: 'record.webhook' },
  { form: /^delivery\/(\d+)/, key: 'record.delivery' },
  { form: /^audit\/lines$/, key: 'record.lines' },
  { form: /^audit\/chain$/, key: 'record.chain' },
  { form: /^audit\/head\/(.+)/, key: 'record.head' },
  { form: /^platform\/backup$/, key: 'record.backup' },
];

/** Reads a record's name as the audit says it; nothing for one of a kind that has no words here. */
export function readRecordName(record: string): RecordName | null {
  const plan = record.match(/^plan\/([^/]+)(?:\/target\/([^/]+))?/);
  if (plan) return nameOfPlan(plan[1]!, plan[2]);
  for (const kind of kinds) {
    const found = record.match(kind.form);
    if (!found) continue;
    const id = found[1] ?? '';
    const below = belowEntity(record.slice(found[0].length));
    return {
      parts: [{ key: kind.key, values: { id } }, ...(below ? [below] : [])],
      page: kind.page && id ? kind.page(id) : null,
    };
  }
  return null;
}

function nameOfPlan(plan: string, target: string | undefined): RecordName {
  const whole = { key: 'record.plan', values: { id: plan } } as const;
  if (target === undefined) return { parts: [whole], page: { path: '/g/plan', access: 'plan.read' } };
  return {
    parts: [whole, { key: 'record.target', values: { id: target } }],
    page: {
      path: `/g/plan/${encodeURIComponent(plan)}/targets/${encodeURIComponent(target)}`,
      access: 'plan.read',
    },
  };
}

function belowEntity(rest: string): NamePart | null {
  const fact = rest.match(/^\/fact\/([^/]+)\/([^/]+)/);
  if (fact) return { key: 'record.fact', values: { name: fact[1]!, period: fact[2]! } };
  const other = rest.match(/^\/(milestone|designation)\/(\d+)/);
  return other
    ? { key: `record.${other[1] as 'milestone' | 'designation'}`, values: { id: other[2]! } }
    : null;
}
