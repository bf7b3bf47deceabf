export { beginKnowledge, latestKnowledge, settledInstant } from './knowledge.ts';
export { designations, type EntityNeeds, joinEntity, joinFacts, type Knowledge, knownRows, milestones } from './relations.ts';
