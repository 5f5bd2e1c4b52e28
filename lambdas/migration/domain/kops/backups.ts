/** etcd-manager's backups, by the keys of their objects. */

/** What a backup consists of. Source: etcd-manager, `pkg/backup/vfs.go`. */
const PARTS = ['etcd.backup.gz', '_etcd_backup.meta'];

/** `2027-01-04T08:00:00Z-000001`. */
const NAME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)-\d{6}$/;

export interface Backup {
  /** The folder's name. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly isWhole: boolean;
}

/** @param keys of objects, relative to the folder of the etcd cluster's backups. @returns newest first */
export function backupsIn(keys: readonly string[]): readonly Backup[] {
  const parts = new Map<string, Set<string>>();
  for (const key of keys) {
    const [folder = '', part = ''] = key.split('/');
    if (!NAME.test(folder)) continue;
    const found = parts.get(folder) ?? new Set();
    parts.set(folder, found.add(part));
  }
  return [...parts]
    .map(([name, found]) => ({
      name,
      at: Date.parse(NAME.exec(name)?.[1] ?? ''),
      isWhole: PARTS.every((part) => found.has(part)),
    }))
    .filter(({ at }) => !Number.isNaN(at))
    .toSorted((one, other) => other.at - one.at);
}

/** How often etcd-manager makes one where the specification doesn't say, seconds. */
export const USUAL_INTERVAL = 15 * 60;

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Seconds of a duration as Go writes it, `1h30m0s`; undefined for anything else. */
export function goSeconds(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)?[hms])+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([hms])/g)];
  return parts.reduce((sum, [, n, unit]) => sum + Number(n) * (UNITS[unit ?? ''] ?? 0), 0);
}
