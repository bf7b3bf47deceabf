export { decideDecomposition, listDecompositions } from './decompositions.ts';
export { decideDefinition, listDefinitions } from './definitions.ts';
export { getGoal, getPack, getPlanInForce, listPlans, type PlanInForce } from './in-force.ts';
export { type Loaded, loadPlan } from './load.ts';
export { decideRange, listRanges } from './ranges.ts';
export { readPackFolder } from './read-folder.ts';
export { registerPlanRoutes } from './routes.ts';
