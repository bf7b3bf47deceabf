import { resolve } from 'node:path';
import { type Role, roles } from '@miaopu/contract';

/** Settings of the process, read once from the environment. */
export type Config = {
  /** GB/T 2260 code of the district that this installation serves. */
  readonly district: string;
  /** The checkout (or installed package) that holds plans/, db/ and apps/web/dist. */
  readonly rootFolder: string;
  /** Where the embedded database, uploads and reports live. */
  readonly dataFolder: string;
  readonly port: number;
  readonly host: string;
  /** A PostgreSQL of the operator's own (15 to 18); absent: the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Whether to load the demo district and its sign-ins. */
  readonly demo: boolean;
  /** About how many enterprises ever appear in the demo district; twice as many individual businesses come with them. */
  readonly demoEnterprises: number;
  /** Where people reach this installation, without a slash at the end: links in e-mails begin with it. */
  readonly publicUrl: string;
  /** The mail server, `smtp://user:password@host:587`; absent: no e-mail is sent. */
  readonly smtpUrl: string | undefined;
  /** Whom e-mails come from. */
  readonly mailFrom: string;
  /** What must be shown to read /metrics from another machine; absent: only this machine may. */
  readonly metricsToken: string | undefined;
  /** The roles that cannot do without a second factor at sign-in. */
  readonly secondFactorRoles: readonly Role[];
  /** An OpenID Connect provider through which people may sign in too. */
  readonly singleSignOn:
    | {
        readonly issuer: string;
        readonly clientId: string;
        readonly clientSecret: string;
        readonly name: string;
        /** Values of `acr` by which it says that it asked for a second factor. */
        readonly strongEnough: readonly string[];
      }
    | undefined;
};

const rootFolder = resolve(import.meta.dirname, '../../../../..');

/** Reads the settings; throws a sentence that names the variable at fault. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(environment.PORT ?? '8080');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(
      `PORT 必须是 0 到 65535 的整数,现在是“${environment.PORT}”。 PORT must be a whole number from 0 to 65535.`,
    );
  }
  const district = environment.MIAOPU_DISTRICT ?? '331004';
  if (!/^\d{6}$/.test(district)) {
    throw new Error(
      `MIAOPU_DISTRICT 必须是六位行政区划代码,现在是“${district}”。 MIAOPU_DISTRICT must be a six-digit division code.`,
    );
  }
  const demoEnterprises = Number(environment.MIAOPU_DEMO_ENTERPRISES ?? '30000');
  if (!Number.isInteger(demoEnterprises) || demoEnterprises < 100 || demoEnterprises > 500_000) {
    throw new Error(
      `MIAOPU_DEMO_ENTERPRISES 必须是 100 到 500000 的整数,现在是“${environment.MIAOPU_DEMO_ENTERPRISES}”。 MIAOPU_DEMO_ENTERPRISES must be a whole number from 100 to 500000.`,
    );
  }
  const publicUrl = readUrl(environment, 'MIAOPU_URL', /^https?:$/) ?? `http://localhost:${port}`;
  return {
    district,
    rootFolder,
    dataFolder: resolve(environment.MIAOPU_DATA ?? resolve(rootFolder, 'data')),
    port,
    host: environment.HOST ?? '127.0.0.1',
    databaseUrl: environment.DATABASE_URL || undefined,
    demo: environment.MIAOPU_DEMO !== '0',
    demoEnterprises,
    publicUrl: publicUrl.replace(/\/+$/, ''),
    smtpUrl: readUrl(environment, 'MIAOPU_SMTP_URL', /^smtps?:$/),
    mailFrom: environment.MIAOPU_MAIL_FROM || `miaopu@${new URL(publicUrl).hostname}`,
    metricsToken: environment.MIAOPU_METRICS_TOKEN || undefined,
    secondFactorRoles: readRoles(environment),
    singleSignOn: readSingleSignOn(environment),
  };
}

function readSingleSignOn(environment: NodeJS.ProcessEnv): Config['singleSignOn'] {
  const issuer = readUrl(environment, 'MIAOPU_OIDC_ISSUER', /^https?:$/);
  if (issuer === undefined) return undefined;
  const { MIAOPU_OIDC_CLIENT_ID: clientId, MIAOPU_OIDC_CLIENT_SECRET: clientSecret } = environment;
  if (!clientId || !clientSecret)
    throw new Error(
      'MIAOPU_OIDC_ISSUER 需要同时设置 MIAOPU_OIDC_CLIENT_ID 和 MIAOPU_OIDC_CLIENT_SECRET。 MIAOPU_OIDC_ISSUER needs MIAOPU_OIDC_CLIENT_ID and MIAOPU_OIDC_CLIENT_SECRET too.',
    );
  const name = environment.MIAOPU_OIDC_NAME || '统一身份认证';
  const strongEnough = (environment.MIAOPU_OIDC_ACR ?? '').split(/[\s,]+/).filter(Boolean);
  return { issuer: issuer.replace(/\/+$/, ''), clientId, clientSecret, name, strongEnough };
}

/** Who must have a second factor: in the demo nobody, so that its accounts open with what is printed. */
function readRoles(environment: NodeJS.ProcessEnv): readonly Role[] {
  const usual = environment.MIAOPU_DEMO === '0' ? 'office,administrator,auditor' : '';
  const names = (environment.MIAOPU_SECOND_FACTOR ?? usual).split(',').map((name) => name.trim());
  const known = names.filter(Boolean) as Role[];
  for (const name of known)
    if (!roles.includes(name))
      throw new Error(
        `MIAOPU_SECOND_FACTOR 里的“${name}”不是角色。 “${name}” in MIAOPU_SECOND_FACTOR is no role.`,
      );
  return known;
}

function readUrl(environment: NodeJS.ProcessEnv, name: string, protocol: RegExp): string | undefined {
  const text = environment[name];
  if (text === undefined || text === '') return undefined;
  // the address is not repeated: it may hold a password
  if (!URL.canParse(text) || !protocol.test(new URL(text).protocol))
    throw new Error(`${name} 不是可用的地址。 ${name} is no address that can be used.`);
  return text;
}
