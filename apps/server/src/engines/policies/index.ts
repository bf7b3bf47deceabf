/**
 * Policies: what is published of them, and how the registry's entities stand to them.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export { type LoadedLibrary, loadLibrary } from './load-library.ts';
export { registerPolicyRoutes } from './routes.ts';
