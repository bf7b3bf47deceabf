/** The provider of the tests of single sign-on; the package brings no types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export default class Provider {
    constructor(issuer: string, settings: object);
    callback(): RequestListener;
    on(
      event: 'authorization.accepted',
      listener: (context: { oidc: { session: { accountId: string } } }) => void,
    ): void;
  }
}
