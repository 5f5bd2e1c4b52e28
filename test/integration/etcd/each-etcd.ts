import { execFileSync } from 'node:child_process';
import {
  ETCD_MINORS,
  type EtcdServer,
  type EtcdServers,
  serversLine,
  serversOf,
  setUpCommand,
} from '../../../rehearsal/etcd/index.ts';

/** Holds tests with each etcd that there is, and says with which; another one is a skipped test, whose name says why. */
export function describeEachEtcd(tests: (etcd: EtcdServer) => void): void {
  const servers = setUp();
  process.stderr.write(`${serversLine(servers)}\n`);
  describe.each(servers.there)('etcd $version', tests);
  for (const { version, reason } of servers.missing) it.skip(`etcd ${version}: ${reason}`, () => {});
}

/** Builds what is missing while everything here waits: what tests there are has to be known before the first of them. */
function setUp(): EtcdServers {
  const [program, ...args] = setUpCommand(ETCD_MINORS);
  const written = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return serversOf(ETCD_MINORS, written);
}
