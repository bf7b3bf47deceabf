export { decideDecomposition, findGaps, listDecompositions } from './decompositions.ts';
export { decideDefinition, listDefinitions } from './definitions.ts';
export { getPack, getPlanInForce, listPlans, type PlanInForce } from './in-force.ts';
export { type Loaded, loadPlan } from './load.ts';
export { registerPlanRoutes } from './routes.ts';
export { splitByWeight } from './split.ts';
