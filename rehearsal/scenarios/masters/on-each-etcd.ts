import type { EtcdServer } from '../../etcd/index.ts';
import type { PlayableMasters } from './scenario.ts';

/** A scenario with each of these etcds. A cluster is of one version from its beginning to its end. */
export function onEachEtcd(
  scenario: PlayableMasters,
  servers: readonly EtcdServer[],
): readonly PlayableMasters[] {
  return servers.map((etcd) => ({
    ...scenario,
    given: { ...scenario.given, etcd },
    variant: { words: `with etcd ${etcd.version}`, option: `--etcd ${minorOf(etcd)}` },
  }));
}

/** `3.7` of `3.7.3` */
function minorOf({ version }: EtcdServer): string {
  return version.split('.').slice(0, 2).join('.');
}
