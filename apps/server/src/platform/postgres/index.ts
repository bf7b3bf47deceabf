export { type Cluster, startOrJoinCluster } from './cluster.ts';
export { findPostmaster, type Postmaster } from './postmaster.ts';
