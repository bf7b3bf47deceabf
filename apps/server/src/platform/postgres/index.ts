export { type Cluster, startOrJoinCluster } from './cluster.ts';
