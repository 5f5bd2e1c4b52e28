import { countOf, duration, withoutEnd } from '../../../shared/domain/text.ts';
import type { Finding } from '../../contract/findings.ts';
import { goSeconds, USUAL_INTERVAL } from '../../domain/kops/backups.ts';
import type { EtcdClusterSpec } from '../../domain/kops/cluster-spec.ts';
import type { Unread } from '../../ports/state-store.ts';
import type { LoadedBackups } from './load-backups.ts';
import { notes } from './notes.ts';

const WHY = 'A backup is the only way back when etcd has lost its quorum for good.';

/** So many backups in a row that weren't made are no coincidence, and an hour of changes is still known to people. */
const MISSED = 4;
/** Nobody makes a day's changes again, seconds. */
const TOO_OLD = 86_400;

/** Whether etcd is being backed up. @param now epoch milliseconds */
export function judgeBackups(
  etcdCluster: EtcdClusterSpec,
  loaded: LoadedBackups,
  now: number,
): readonly Finding[] {
  const { name, backupInterval } = etcdCluster;
  if (loaded.kind === 'elsewhere')
    return [
      notes.fail(name, 'backups-elsewhere', {
        seen: `The backup store is ${loaded.address}, which is not in S3.`,
        why: `${WHY} Whether there is one is unknown.`,
        toDo: 'Set `backups.backupStore` of the etcd cluster to an S3 address, `s3://…`.',
      }),
    ];
  if (loaded.kind === 'unread') return [unread(name, loaded.address, loaded.unread)];
  const { address, backups, isMarked } = loaded;
  const interval = goSeconds(backupInterval) ?? USUAL_INTERVAL;
  const whole = backups.find(({ isWhole }) => isWhole);
  const mark = isMarked ? [] : [unmarked(name, address)];
  if (!whole) return [none(name, address, backups.length), ...mark];
  const age = Math.max(0, (now - whole.at) / 1000);
  return [judgeAge(name, `${address}/${whole.name}`, age, interval), ...mark];
}

function judgeAge(name: string, backup: string, age: number, interval: number): Finding {
  const seen = `The newest whole backup is ${duration(age)} old: ${backup}. One is made every ${duration(interval)}.`;
  if (age <= MISSED * interval) return notes.pass(name, 'backup-recent', { seen, why: WHY });
  const toDo =
    'Read the log of etcd-manager on the masters (`/var/log/etcd.log`, `/var/log/etcd-events.log`): its leader makes them.';
  if (age <= TOO_OLD) return notes.warn(name, 'backup-late', { seen, why: WHY, toDo });
  return notes.fail(name, 'backup-old', { seen, why: WHY, toDo });
}

function none(name: string, address: string, parts: number): Finding {
  const halves =
    parts === 0 ? '' : ` Of ${countOf(parts, 'backup')}, each lacks etcd.backup.gz or _etcd_backup.meta.`;
  return notes.fail(name, 'backup-missing', {
    seen: `${address} has no whole backup.${halves}`,
    why: WHY,
    toDo: 'Check `backups.backupStore` of the etcd cluster, and that the masters’ role may write there.',
  });
}

function unmarked(name: string, address: string): Finding {
  return notes.fail(name, 'etcd-mark-missing', {
    seen: `${address}/control/etcd-cluster-created is missing.`,
    why: 'Without it etcd-manager takes the etcd cluster for a new one when the masters start, and may begin with an empty one.',
    toDo: 'Restore the object from an earlier version (S3 versioning) before any master is replaced. Look for a lifecycle rule that deletes objects.',
  });
}

function unread(name: string, address: string, { kind, why }: Unread): Finding {
  const isDenied = kind === 'denied' || kind === 'no-bucket';
  return notes.fail(name, isDenied ? 'backups-denied' : 'backups-unreadable', {
    seen: `${address} could not be listed: ${withoutEnd(why)}.`,
    why: `${WHY} Whether there is one is unknown.`,
    toDo: isDenied
      ? 'If the backups are in a bucket of their own, configure it as `cluster.backupStore`, and allow this function’s role to list it.'
      : 'Start again later. If it happens again, check S3 in the AWS Health Dashboard.',
  });
}
