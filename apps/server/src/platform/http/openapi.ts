import { getOpenApi } from '@miaopu/contract';
import type { App } from './app.ts';
import { route } from './route.ts';

/** Serves the document of all calls. It holds nothing that the program's source does not say to everybody. */
export function registerOpenApi(app: App): void {
  route(app, getOpenApi, async () => app.swagger() as never);
}
