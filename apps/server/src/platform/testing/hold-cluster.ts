// Keeps the tests' PostgreSQL running until standard input closes: the test command holds it for all of its test processes.
import { startOrJoinCluster } from '../postgres/index.ts';
import { testClusterFolder } from './index.ts';

const cluster = await startOrJoinCluster({ folder: testClusterFolder, durable: false });
process.stdout.write('ready\n');
process.stdin.resume();
process.stdin.on('end', () => void cluster.release().then(() => process.exit(0)));
