import type { Role } from '@miaopu/contract';
import { openSignIn } from '../../apps/server/src/platform/access/index.ts';
import { readConfig } from '../../apps/server/src/platform/config/index.ts';
import { rows, sql } from '../../apps/server/src/platform/db/index.ts';
import type { BenchDatabase } from '../database.ts';
import { code } from '../district.ts';

export type LoadPerson = {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly number: number;
};

const password = 'a-long-load-password';

/** Of a hundred people at work, so many are these. */
const shares: readonly (readonly [role: Role, kind: 'department' | 'town' | null, share: number])[] = [
  ['office', null, 20],
  ['leader', null, 5],
  ['department_lead', 'department', 15],
  ['department_clerk', 'department', 25],
  ['town_lead', 'town', 10],
  ['town_clerk', 'town', 25],
];

/** Adds so many people, each with an account of their own, to the demo district's organisations. */
export async function addPeople({ owner, url }: BenchDatabase, count: number): Promise<LoadPerson[]> {
  const places = await rows<{ id: string; kind: string }>(
    owner,
    sql`select organisation_id as id, kind from access.organisation
        where district = ${code} and valid_to > current_date order by organisation_id`,
  );
  const signIn = await openSignIn(owner, url, readConfig({}));
  const people: LoadPerson[] = [];
  try {
    for (const [role, kind, share] of shares) {
      const its = places.filter((place) => place.kind === kind);
      for (let n = 0; n < Math.ceil((count * share) / 100) && people.length < count; n++) {
        const email = `${role}.${n}@load.example`;
        const place = kind === null ? {} : { organisation: its[n % its.length]!.id };
        await signIn.createPerson({
          email,
          password,
          name: `${role} ${n}`,
          district: code,
          memberships: [{ role, ...place }],
        });
        people.push({ email, password, role, number: people.length });
      }
    }
  } finally {
    await signIn.close();
  }
  return people;
}
