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

/** Holds a test for each upgrade by one minor, which is what an etcd can take at a time; none, when one is missing. */
export function itWithEachUpgrade(
  name: string,
  test: (from: EtcdServer, to: EtcdServer) => Promise<void>,
): void {
  const { there, missing } = setUp();
  for (const { version, reason } of missing) it.skip(`${name}, etcd ${version}: ${reason}`, () => {});
  if (missing.length > 0) return;
  const upgrades = there.slice(1).map((to, i) => ({ from: there[i] as EtcdServer, to }));
  it.each(upgrades)(`${name}, from etcd $from.version to $to.version`, ({ from, to }) => test(from, to));
}

/** Builds what is missing while everything here waits: what tests there are has to be known before the first of them. */
function setUp(): EtcdServers {
  const [program, ...args] = setUpCommand(ETCD_MINORS);
  const written = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return serversOf(ETCD_MINORS, written);
}
