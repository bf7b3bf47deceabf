import { createMongoAbility, type MongoAbility, subject } from '@casl/ability';

/** What a person is in the organisation for which they act. `newcomer`: signed in, and a member of nothing yet. */
export const roles = [
  'leader',
  'office',
  'department_lead',
  'department_clerk',
  'town_lead',
  'town_clerk',
  'auditor',
  'administrator',
  'bank_officer',
  'provider',
  'owner',
  'staff',
  'newcomer',
] as const;
export type Role = (typeof roles)[number];

/** The kinds of organisation, each with the roles that a member of it may have. */
export const organisationKinds = {
  leading_group: ['leader'],
  office: ['office', 'administrator', 'auditor'],
  department: ['department_lead', 'department_clerk', 'auditor'],
  town: ['town_lead', 'town_clerk'],
  bank: ['bank_officer'],
  laboratory: ['provider'],
  provider: ['provider'],
  enterprise: ['owner', 'staff'],
} as const satisfies Record<string, readonly Role[]>;
export type OrganisationKind = keyof typeof organisationKinds;

type Grant = {
  /** May do it to every row of the district. */
  readonly district?: readonly Role[];
  /** May do it to the rows of their own organisation. */
  readonly own?: readonly Role[];
};

const departments = ['department_lead', 'department_clerk'] as const;
const towns = ['town_lead', 'town_clerk'] as const;
const enterprises = ['owner', 'staff'] as const;
const partners = ['bank_officer', 'provider'] as const;
const everybody = { own: roles } as const;

/**
 * Who may do what: the one table. A role that stands in neither list may not do it at all; one that stands in both does it in the whole
 * district. The database holds the same scopes once more, row by row.
 */
export const abilities = {
  'account.own': everybody,

  'registry.read': { district: ['office', 'leader', ...departments], own: [...towns, ...enterprises] },
  'registry.export': { district: ['office', 'leader', ...departments], own: [...towns] },
  'registry.edit': { district: ['office'] },
  'registry.import': { district: ['office'] },
  'personal.open': { district: ['office', ...departments], own: [...towns] },

  'plan.read': { district: ['office', 'leader', ...departments], own: [...towns] },
  'plan.define': { district: ['office'] },
  'plan.decompose': { district: ['office'] },
  /** A decomposition round whole, with what every unit said. */
  'plan.rounds': { district: ['office', 'leader'] },
  /** What a round asks of the own unit, and the word on it. */
  'plan.tasks': { own: [...departments, ...towns] },
  'plan.confirm': { own: ['department_lead', 'town_lead'] },
  'indicators.report': { district: ['office'] },
  'indicators.count': { district: ['office'] },

  'submission.read': { district: ['office', 'leader'], own: [...departments, ...towns] },
  /** The office reports too: of its own inspections and analyses. */
  'submission.fill': { own: ['office', ...departments, ...towns] },
  /** Signs some step of some form: the two below say which, and a form may let clerks sign for their lead. */
  'submission.sign': { district: ['office'], own: [...departments, ...towns] },
  /** A unit's steps are its lead's; a clerk fills and hands up. */
  'submission.approve': { own: ['office', 'department_lead', 'town_lead'] },
  'submission.office': { district: ['office'] },

  'policy.read': { district: ['office', 'leader', ...departments], own: [...towns] },
  'policy.edit': { district: ['office'], own: [...departments] },
  'policy.review': { district: ['office'], own: ['department_lead'] },
  'policy.publish': { district: ['office'] },
  'policy.run': { district: ['office'] },

  'case.read': {
    district: ['office', 'leader'],
    own: [...departments, ...towns, ...partners, ...enterprises],
  },
  'case.open': { district: ['office'], own: [...departments, ...towns, ...enterprises] },
  'case.handle': { district: ['office'], own: [...departments, ...towns, ...partners] },
  'case.decide': { district: ['office'], own: ['department_lead', 'town_lead'] },

  'enterprise.own': { own: [...enterprises] },
  /** Says that an enterprise is theirs, and waits for the office's word. */
  'claim.make': { own: [...enterprises, 'newcomer'] },
  'claim.decide': { district: ['office'] },

  /** Who belongs where: the owner says it of the own enterprise. */
  'people.assign': { district: ['administrator', 'office'], own: ['owner'] },
  'people.lock': { district: ['administrator', 'office'] },
  /** What runs the installation: connected systems, what could not be delivered. */
  'platform.manage': { district: ['administrator'] },
  'audit.read': { district: ['auditor'] },
  /** What was done to one record, beside the record. */
  'audit.history': { district: ['auditor', 'office', 'leader'] },
} as const satisfies Record<string, Grant>;

/** The name of something that can be done: `registry.read`. */
export type AbilityName = keyof typeof abilities;
export const abilityNames = Object.keys(abilities) as AbilityName[];

/** For whom a person acts: what decides which rows are their own. */
export type ActingOrganisation = {
  readonly id: string;
  readonly kind: OrganisationKind;
  /** The GB/T 2260 code of the town that it governs. */
  readonly town: string | null;
  /** The units of the plan pack that it is, or carries on after a reform. */
  readonly units: readonly string[];
  /** The market entity that it is. */
  readonly entity: string | null;
};
export type Acting = { readonly role: Role; readonly organisation: ActingOrganisation | null };

/** What a row says of whose it is; one match makes it one's own. */
export type Whose = {
  readonly organisation?: string | null;
  readonly town?: string | null;
  readonly unit?: string | null;
  readonly entity?: string | null;
};

export type Scope = 'district' | 'own';
export type Ability = MongoAbility;

/** In which scope a role may do something; undefined where it may not. */
export function scopeOf(role: Role, name: AbilityName): Scope | undefined {
  const { district, own }: Grant = abilities[name];
  if (district?.includes(role)) return 'district';
  return own?.includes(role) ? 'own' : undefined;
}

/** The CASL ability of somebody who acts: the same in the server and in the browser. */
export function abilityOf({ role, organisation }: Acting): Ability {
  const rules = abilityNames.flatMap((name) => {
    const scope = scopeOf(role, name);
    if (scope === undefined) return [];
    const rule = partsOf(name);
    // a rule for each way in which a row can be one's own: CASL joins rules by “or”, and knows no $or within one
    return scope === 'district'
      ? [rule]
      : ownRows(organisation).map((conditions) => ({ ...rule, conditions }));
  });
  return createMongoAbility(rules);
}

/**
 * Whether somebody may do something: at all, or to the row that is named.
 *
 * @example
 * may(ability, 'submission.fill'); // has something to fill
 * may(ability, 'submission.fill', { unit: '331004106' }); // fills this unit's
 */
export function may(ability: Ability, name: AbilityName, whose?: Whose): boolean {
  const { action, subject: kind } = partsOf(name);
  return ability.can(action, whose === undefined ? kind : subject(kind, { ...whose }));
}

function partsOf(name: AbilityName): { action: string; subject: string } {
  const [kind = '', action = ''] = name.split('.');
  return { action, subject: kind };
}

function ownRows(organisation: ActingOrganisation | null): object[] {
  if (organisation === null) return [{ organisation: '' }];
  const { id, town, units, entity } = organisation;
  return [
    { organisation: id },
    { unit: { $in: units } },
    ...(town === null ? [] : [{ town }]),
    ...(entity === null ? [] : [{ entity }]),
  ];
}
