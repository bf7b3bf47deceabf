/**
 * Gives every style element that our scripts make the page's nonce, without which the browser does not take it (the server's content
 * security policy). Ant Design writes its components' styles as they are used and could be given the nonce; what it measures with on the
 * way, and other libraries, could not. Markup that is injected makes no elements this way, so its styles stay without effect.
 */
export function carryStyleNonce(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce;
  if (!nonce) return;
  const createElement = document.createElement;
  document.createElement = function create(this: Document, name: string, options?: ElementCreationOptions) {
    const element = createElement.call(this, name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  } as typeof createElement;
}
