/**
 * Submissions: what units report by form and period, on its way to the indicators.
 * The only door of this engine; its tables are read and written behind it alone.
 */
export { reportsOf } from './carry.ts';
export { openDispute } from './disputes.ts';
export { evidenceFolder } from './files.ts';
export { type DeclaredForm, declaredForms } from './forms.ts';
export { type GivenSubmission, loadSubmissions } from './load.ts';
export { daysOf } from './periods.ts';
export { openPlace } from './place.ts';
export { registerSubmissionRoutes } from './routes.ts';
