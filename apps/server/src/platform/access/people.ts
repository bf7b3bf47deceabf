import { type RawBuilder, sql } from '../db/index.ts';

export type Person = { readonly id: string; readonly name: string; readonly email: string };

/** Those who may sign in, as a relation with `id`, `name` and `email`, for others to join. */
export const people: RawBuilder<Person> = sql`select id, name, email from auth."user"`;

/** Organisations, as a relation with `district`, `id` and the names `zh` and `en`, for others to join. */
export const organisationNames: RawBuilder<{ district: string; id: string; zh: string; en: string }> =
  sql`select district, organisation_id as id, name as zh, name_en as en from access.organisation`;
