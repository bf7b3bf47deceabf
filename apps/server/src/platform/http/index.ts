export { type App, type AppOptions, createApp } from './app.ts';
export { type Call, route } from './route.ts';
