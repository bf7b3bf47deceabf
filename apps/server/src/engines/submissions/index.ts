/**
 * Submissions: what units report by form and period, on its way to the indicators.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export { registerSubmissionRoutes } from './routes.ts';
