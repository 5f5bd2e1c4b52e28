// Holds all that has a real etcd with each version that clusters run: npm run etcd [-- jest's arguments].
import { run } from 'jest';

process.env.EACH_ETCD = 'true';
await run(['test/integration/etcd', ...process.argv.slice(2)]);
