import type { SignInSettings } from '../access/index.ts';
import type { Db } from '../db/index.ts';

/** What people's routes work with. */
export type PeopleServices = {
  readonly db: Db;
  readonly config: SignInSettings & {
    readonly district: string;
    readonly smtpUrl: string | undefined;
  };
};
