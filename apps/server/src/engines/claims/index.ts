/**
 * Claims: who says that an enterprise of the registry is theirs, and what the office says to it.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export { registerClaimRoutes } from './routes.ts';
