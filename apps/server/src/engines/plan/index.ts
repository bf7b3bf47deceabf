export { listDecompositions, takeOverDecomposition } from './decompositions.ts';
export { decideDefinition, listDefinitions } from './definitions.ts';
export { getGoal, getPack, getPlanInForce, listPlans, type PlanInForce, splitOn } from './in-force.ts';
export { type Loaded, loadPlan } from './load.ts';
export { decideRange, listRanges } from './ranges.ts';
export { readPackFolder } from './read-folder.ts';
export { findTargetRound } from './rounds/target-round.ts';
export { registerPlanRoutes } from './routes.ts';
