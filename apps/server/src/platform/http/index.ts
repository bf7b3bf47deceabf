export { type App, type AppOptions, createApp } from './app.ts';
export { kindOfContent } from './file-kind.ts';
export { plainName } from './file-name.ts';
export { registerHealth } from './health.ts';
export { registerOpenApi } from './openapi.ts';
export { type Call, route } from './route.ts';
export { type Ahead, serveWebApp } from './static.ts';
