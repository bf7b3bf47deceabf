// A process of its own that joins the cluster in the folder named, says whether it started it, and leaves it when standard input closes.
import { startOrJoinCluster } from '../postgres/index.ts';

const cluster = await startOrJoinCluster({ folder: process.argv[2]!, durable: false });
process.stdout.write(`${JSON.stringify({ started: cluster.started, url: cluster.url('postgres') })}\n`);
process.stdin.resume();
process.stdin.on('end', () => void cluster.release().then(() => process.exit(0)));
