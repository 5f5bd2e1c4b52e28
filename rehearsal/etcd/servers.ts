/** The etcds that there are on this machine: that of Python's package, and newer ones, which Go builds. */

import { join } from 'node:path';
import { OWN_FOLDER } from '#own';
import { runCommand } from '../tools/command.ts';
import { EtcdMissing, type EtcdServer, packagedEtcd } from './program.ts';

/** kops runs 3.5 up to Kubernetes 1.33, 3.6 from 1.34 on, 3.7 from 1.37 on. Of each but the first there is a Go module. */
export const ETCD_MINORS = ['3.5', '3.6', '3.7'] as const;
export type EtcdMinor = (typeof ETCD_MINORS)[number];

const [PACKAGED] = ETCD_MINORS;

export interface EtcdMissingHere {
  readonly version: string;
  readonly reason: string;
}

export interface EtcdServers {
  /** At least one; oldest first. */
  readonly there: readonly EtcdServer[];
  readonly missing: readonly EtcdMissingHere[];
}

/** What the set-up of Go's etcds says. */
interface Outcome {
  readonly built: readonly EtcdServer[];
  readonly missing: readonly EtcdMissingHere[];
}

const NOTHING: Outcome = { built: [], missing: [] };

/** The words of a command that builds what is missing of these, where Go is there, and writes what `serversOf` reads. */
export function setUpCommand(minors: readonly EtcdMinor[]): readonly [string, ...string[]] {
  const built = minors.filter((minor) => minor !== PACKAGED);
  return [process.execPath, join(OWN_FOLDER, 'scripts/set-up-etcd.mjs'), ...built];
}

/**
 * Those that there are of the wanted ones.
 * @param written by the set-up's command, on its standard output; nothing, when only the packaged one is wanted
 * @throws EtcdMissing when there is none
 */
export function serversOf(minors: readonly EtcdMinor[], written?: string): EtcdServers {
  const { built, missing }: Outcome = written === undefined ? NOTHING : JSON.parse(written);
  const packaged = minors.includes(PACKAGED) ? findPackaged() : NOTHING;
  const there = [...packaged.built, ...built];
  const reasons = [...packaged.missing, ...missing];
  if (there.length === 0) throw new EtcdMissing(`there is no etcd to run: ${withReasons(reasons)}`);
  return { there, missing: reasons };
}

function findPackaged(): Outcome {
  try {
    return { built: [packagedEtcd()], missing: [] };
  } catch (error) {
    if (!(error instanceof EtcdMissing)) throw error;
    return { built: [], missing: [{ version: PACKAGED, reason: error.message }] };
  }
}

/** Builds what is missing of the wanted ones, where Go is there. @throws EtcdMissing when there is none of them then */
export async function setUpServers(
  minors: readonly EtcdMinor[],
  { log, signal }: { readonly log: (line: string) => void; readonly signal: AbortSignal },
): Promise<EtcdServers> {
  if (minors.every((minor) => minor === PACKAGED)) return serversOf(minors);
  const [program, ...args] = setUpCommand(minors);
  const written = await runCommand(program, args, { cwd: OWN_FOLDER, env: process.env, log, signal });
  return serversOf(minors, written);
}

/** Which there are, and why others are not, in one line. */
export function serversLine({ there, missing }: EtcdServers): string {
  const versions = `etcd ${there.map(({ version }) => version).join(', ')}`;
  return missing.length === 0 ? versions : `${versions}; not ${withReasons(missing)}`;
}

/** `3.6.16 and 3.7.3 (there is no Go …)`: a reason that several have is said once. */
function withReasons(missing: readonly EtcdMissingHere[]): string {
  const byReason = Map.groupBy(missing, ({ reason }) => reason);
  return [...byReason]
    .map(([reason, those]) => `${those.map(({ version }) => version).join(' and ')} (${reason})`)
    .join(', ');
}
