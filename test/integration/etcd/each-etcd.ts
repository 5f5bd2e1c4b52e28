import { execFileSync } from 'node:child_process';
import {
  ETCD_MINORS,
  type EtcdServer,
  type EtcdServers,
  serversLine,
  serversOf,
  setUpCommand,
} from '../../../rehearsal/etcd/index.ts';

/** What `npm run etcd` sets; else the tests run with the etcd that is there without being built. */
const EACH = process.env.EACH_ETCD !== undefined;
const WANTED = EACH ? ETCD_MINORS : ETCD_MINORS.slice(0, 1);

/** Holds tests with each etcd that is wanted and there, and says with which; another one is a skipped test, whose name says why. */
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
  if (!EACH) it.skip(`${name}: npm run etcd holds it`, () => {});
  const { there, missing } = setUp();
  for (const { version, reason } of missing) it.skip(`${name}, etcd ${version}: ${reason}`, () => {});
  if (missing.length > 0) return;
  const upgrades = there.slice(1).map((to, i) => ({ from: there[i] as EtcdServer, to }));
  if (upgrades.length === 0) return;
  it.each(upgrades)(`${name}, from etcd $from.version to $to.version`, ({ from, to }) => test(from, to));
}

/** Builds what is missing while everything here waits: what tests there are has to be known before the first of them. */
function setUp(): EtcdServers {
  if (!EACH) return serversOf(WANTED);
  const [program, ...args] = setUpCommand(WANTED);
  const written = execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return serversOf(WANTED, written);
}
