import type { OrganisationKind, Role } from '@miaopu/contract';
import type { PlanPack } from '@miaopu/plan';
import type { Services } from './app.ts';
import { findRichestEntity } from './engines/registry/index.ts';
import {
  ensureOrganisations,
  leadingGroup,
  leadingGroupOffice,
  type NewMembership,
  type NewOrganisation,
  type SignIn,
} from './platform/access/index.ts';
import { type Queryable, rows, sql } from './platform/db/index.ts';
import type { Message } from './platform/errors/index.ts';

/** The demo's people are known by their address, and their passwords by that: they are shown beside the sign-in and no secret. */
const host = 'miaopu.example';
const passwordOf = (email: string) => `luqiao-2018-${email.split('@')[0]}`;

type DemoPerson = {
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: string;
  readonly also?: readonly NewMembership[];
};

/** The few sign-ins that are printed at start-up; the sign-in page shows them all. */
export const printedDemoPeople = [
  { label: '办公室 office       ', email: `office@${host}` },
  { label: '领导   leader       ', email: `viewer@${host}` },
  { label: '管理员 administrator', email: `admin@${host}` },
].map((one) => ({ ...one, password: passwordOf(one.email) }));

const bureau = 'market-supervision';

const partners: readonly NewOrganisation[] = [
  { id: 'demo-bank', kind: 'bank', name: { zh: '演示银行路桥支行', en: 'Demo Bank, Luqiao Branch' } },
  { id: 'demo-laboratory', kind: 'laboratory', name: { zh: '演示检测中心', en: 'Demo Testing Laboratory' } },
  { id: 'demo-provider', kind: 'provider', name: { zh: '演示企业服务公司', en: 'Demo Business Services' } },
];

/** The departments and towns of a plan as organisations, each with the units whose work it carries on. */
export function organisationsOf(pack: PlanPack): NewOrganisation[] {
  const carriedOnBy = (id: string): string[] =>
    pack.units
      .filter((unit) => unit.successor?.unit === id)
      .flatMap((unit) => [unit.id, ...carriedOnBy(unit.id)]);
  // a successor stands before those whom it succeeds
  const chain = (id: string): number => {
    const next = pack.units.find((unit) => unit.id === id)?.successor?.unit;
    return next === undefined ? 0 : 1 + chain(next);
  };
  return pack.units
    .filter(({ kind }) => kind === 'department' || kind === 'town')
    .sort((one, other) => chain(one.id) - chain(other.id))
    .map((unit) => ({
      id: unit.id,
      kind: unit.kind as 'department' | 'town',
      name: unit.name,
      ...(unit.kind === 'town' ? { town: unit.id } : {}),
      units: [unit.id, ...carriedOnBy(unit.id)],
      ...(unit.valid_from === null ? {} : { validFrom: unit.valid_from }),
      ...(unit.valid_to === null ? {} : { validTo: unit.valid_to }),
      ...(unit.successor === undefined ? {} : { successor: unit.successor.unit }),
    }));
}

/** The leading group, its office and the organisations of the plans: whom people can be members of. */
export async function prepareOrganisations(
  { db, config }: Services,
  packs: readonly PlanPack[],
): Promise<void> {
  await ensureOrganisations(db, config.district, [
    leadingGroup,
    leadingGroupOffice,
    ...packs.flatMap(organisationsOf),
  ]);
}

const first = (name: string) => name.split(' ')[0]!.toLowerCase();

/** A lead and a clerk of each department and town that there is today. */
function peopleOf(organisations: readonly NewOrganisation[], today: string): DemoPerson[] {
  return organisations
    .filter(({ validTo }) => validTo === undefined || validTo > today)
    .flatMap(({ id, kind, name }) => {
      const key = kind === 'town' ? first(name.en) : id;
      return [
        { key: `${key}-lead`, name: `${name.zh}负责人`, role: `${kind}_lead` as Role, organisation: id },
        { key: `${key}-clerk`, name: `${name.zh}经办人`, role: `${kind}_clerk` as Role, organisation: id },
      ];
    });
}

/** The demo's organisations and people: every role has one. Doing it again changes nothing. */
export async function prepareDemoPeople(
  services: Services,
  signIn: SignIn,
  packs: readonly PlanPack[],
): Promise<void> {
  const { db, config, clock } = services;
  const { district } = config;
  await ensureOrganisations(db, district, partners);
  const enterprise = await ensureDemoEnterprise(db, district);
  const departments = packs.flatMap(organisationsOf);
  const people: DemoPerson[] = [
    {
      key: 'office',
      name: '领导小组办公室',
      role: 'office',
      organisation: leadingGroupOffice.id,
      // the office sits in this bureau
      also: departments.some(({ id }) => id === bureau)
        ? [{ role: 'department_lead', organisation: bureau }]
        : [],
    },
    // who reviews a policy is never who wrote it
    { key: 'reviewer', name: '政策复核', role: 'office', organisation: leadingGroupOffice.id },
    { key: 'viewer', name: '分管领导', role: 'leader', organisation: leadingGroup.id },
    { key: 'admin', name: '系统管理员', role: 'administrator', organisation: leadingGroupOffice.id },
    { key: 'auditor', name: '审计员', role: 'auditor', organisation: leadingGroupOffice.id },
    ...peopleOf(departments, clock.today()),
    { key: 'bank', name: '银行客户经理', role: 'bank_officer', organisation: 'demo-bank' },
    { key: 'laboratory', name: '检测中心业务员', role: 'provider', organisation: 'demo-laboratory' },
    { key: 'provider', name: '服务机构业务员', role: 'provider', organisation: 'demo-provider' },
    { key: 'owner', name: '企业主', role: 'owner', organisation: enterprise },
    { key: 'staff', name: '企业会计', role: 'staff', organisation: enterprise },
  ];
  for (const { key, name, role, organisation, also = [] } of people) {
    const email = `${key}@${host}`;
    await signIn.createPerson({
      email,
      password: passwordOf(email),
      name,
      district,
      memberships: [{ role, organisation }, ...also],
    });
  }
}

/** The enterprise of the demo's owner: the one of which the registry knows most. */
async function ensureDemoEnterprise(db: Queryable, district: string): Promise<string> {
  const id = 'demo-enterprise';
  const [known] = await rows(
    db,
    sql`select from access.organisation where district = ${district} and organisation_id = ${id}`,
  );
  if (known !== undefined) return id;
  const { entityId, name } = await findRichestEntity(db, district);
  await ensureOrganisations(db, district, [
    { id, kind: 'enterprise', name: { zh: name, en: name }, entity: entityId },
  ]);
  return id;
}

export type DemoAccount = {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation: { readonly kind: OrganisationKind; readonly name: Message };
};

/** The demo people as they may sign in now. */
export async function listDemoAccounts(db: Queryable, district: string): Promise<DemoAccount[]> {
  const found = await rows<{
    email: string;
    name: string;
    role: Role;
    kind: OrganisationKind;
    zh: string;
    en: string;
  }>(
    db,
    sql`
      select u.email, u.name, m.role, o.kind, o.name as zh, o.name_en as en
      from auth."user" u
      cross join lateral (
        select * from access.membership
        where district = u.district and person_id = u.id and valid_from <= current_date and valid_to > current_date
        order by membership_id limit 1
      ) m
      join access.organisation o on o.district = m.district and o.organisation_id = m.organisation_id
      where u.district = ${district} and u.email like ${`%@${host}`}
      order by m.membership_id`,
  );
  return found.map(({ email, name, role, kind, zh, en }) => ({
    email,
    password: passwordOf(email),
    name,
    role,
    organisation: { kind, name: { zh, en } },
  }));
}
