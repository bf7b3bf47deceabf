import { sql } from '../../platform/db/index.ts';
import { rowsRule } from '../../platform/retention/index.ts';

/** Texts of drafts that came to an end. Who did what to them stays among the policy's acts, and what was published in its versions. */
export const draftsRule = rowsRule(
  'drafts',
  'policies.draft',
  ({ district, before }) => sql`district = ${district} and closed_at < ${before}`,
);
