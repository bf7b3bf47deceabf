export { countBehind, listBehind } from './behind.ts';
export { countCells } from './calculate.ts';
export { indexValues } from './cards.ts';
export { makeCockpit } from './cockpit.ts';
export { type CountedFor, countForReaders, countSoon, findCountedFor } from './counted-for.ts';
export { rollUp, type Value } from './roll-up.ts';
export { registerIndicatorRoutes } from './routes.ts';
export { findTownWeights, findValues } from './runs.ts';
export {
  chooseAsOf,
  countPlan,
  ensureRun,
  momentOf,
  type NewReport,
  recordReport,
  recordReportIn,
  townsOf,
} from './service.ts';
