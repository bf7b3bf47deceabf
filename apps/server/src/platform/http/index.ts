export { type App, type AppOptions, createApp } from './app.ts';
export { registerHealth } from './health.ts';
export { type Call, route } from './route.ts';
export { serveWebApp } from './static.ts';
