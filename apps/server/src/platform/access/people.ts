import { type RawBuilder, sql } from '../db/index.ts';

export type Person = { readonly id: string; readonly name: string; readonly email: string };

/** Those who may sign in, as a relation with `id`, `name` and `email`, for others to join. */
export const people: RawBuilder<Person> = sql`select id, name, email from auth."user"`;
