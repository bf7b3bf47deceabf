import type { Clock } from '../clock/index.ts';
import { asSystem, type Db } from '../db/index.ts';
import type { Jobs, Retries } from '../jobs/index.ts';
import { deliver, giveUp, type Parcel } from './deliver.ts';
import type { MailSettings } from './mail.ts';
import { rememberMail } from './notify.ts';
import { deliverQueue, startRelay } from './relay.ts';

export { countDeliveries } from './given-up.ts';
export { type Notification, notify, type Recipient } from './notify.ts';
export { registerNotifyRoutes } from './routes.ts';
export { signatureOf } from './webhooks.ts';

type Services = {
  readonly db: Db;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly config: Omit<MailSettings, 'smtpUrl'> & { readonly smtpUrl: string | undefined };
};

// ten attempts over some nine hours: a mail server that is away for a night
const patience = { limit: 10, delay: 30, expire: 15 };

/** Sends what is in the outbox; closing it leaves what is there to the next start. */
export async function openOutbox(
  { db, clock, jobs, config }: Services,
  onError: (error: Error) => void,
  retries: Omit<Retries<Parcel>, 'givenUp'> = patience,
): Promise<{ close(): Promise<void> }> {
  const { smtpUrl } = config;
  const mail = smtpUrl === undefined ? undefined : { ...config, smtpUrl };
  await asSystem(() => rememberMail(db, mail !== undefined));
  await jobs.work<Parcel>(deliverQueue, (parcel, signal) => deliver({ db, clock, mail }, parcel, signal), {
    ...retries,
    givenUp: (parcel) => giveUp(db, parcel),
  });
  return asSystem(() => startRelay(db, jobs, onError));
}
