export { countBehind, listBehind } from './behind.ts';
export { countCells } from './calculate.ts';
export { indexValues } from './cards.ts';
export { makeCockpit } from './cockpit.ts';
export { rollUp, type Value } from './roll-up.ts';
export { registerIndicatorRoutes } from './routes.ts';
export { findTownWeights, findValues } from './runs.ts';
export { chooseAsOf, countPlan, ensureRun, momentOf, recordReport, townsOf } from './service.ts';
