export { type Cluster, connectionName, startOrJoinCluster } from './cluster.ts';
export { findPostmaster, type Postmaster } from './postmaster.ts';
