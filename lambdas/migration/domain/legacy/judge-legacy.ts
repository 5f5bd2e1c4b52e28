/** Whether legacy could take all the traffic back. Preflight reports it, and no step is made without it. */

import { withoutEnd } from '../../../shared/domain/text.ts';
import { type Remark, remarks } from '../readiness/finding.ts';
import type { Reading } from '../reading.ts';
import type { HostPool, UncountedPool } from './host-pool.ts';
import { hostsNeeded, judgeCapacity, type KnownLoad } from './judge-capacity.ts';
import { judgeLaunching } from './judge-launching.ts';
import { judgeScaleIn } from './judge-scale-in.ts';
import { judgeZones } from './judge-zones.ts';
import type { GroupSeen } from './scaling-group.ts';

/** What was read of a pool. */
export interface PoolSeen {
  readonly pool: HostPool;
  readonly load: KnownLoad;
  /** The Auto Scaling groups behind it. */
  readonly groups: Reading<readonly GroupSeen[]>;
}

/** One of the places that legacy's records lead to, and who is behind it. */
export type LegacySeen =
  /** Addresses, other names, load balancers of other accounts or Regions. */
  | { readonly source: string; readonly askable: false; readonly why: string }
  | {
      readonly source: string;
      readonly askable: true;
      readonly pools: Reading<readonly (PoolSeen | UncountedPool)[]>;
    };

const WHY = 'A rollback gives legacy all the traffic.';

export function judgeLegacy(seen: readonly LegacySeen[]): readonly Remark[] {
  if (seen.length > 0) return seen.flatMap(judgeSource);
  return [
    remarks.fail('legacy', 'legacy-not-found', {
      seen: 'None of the names leads to anything that could serve it.',
      why: WHY,
      toDo: 'Check the records of the names in Route 53.',
    }),
  ];
}

function judgeSource(seen: LegacySeen): readonly Remark[] {
  const { source } = seen;
  if (!seen.askable) return [notAskable(source, seen.why)];
  if (!seen.pools.known) return [unreadable(source, seen.pools.why)];
  const pools = seen.pools.value;
  if (pools.length === 0) return [withoutHosts(source)];
  return pools.flatMap((each) =>
    'uncounted' in each ? [notAskable(`${source} (${each.name})`, each.uncounted)] : judgePool(source, each),
  );
}

function judgePool(source: string, { pool, load, groups }: PoolSeen): readonly Remark[] {
  const subject = pool.name === '' ? source : `${source} (${pool.name})`;
  const needed = hostsNeeded(load);
  return [
    ...(pool.hosts.length === 0 ? [withoutHosts(subject)] : judgeZones(subject, pool)),
    ...judgeCapacity(subject, pool, load),
    ...judgeLaunching(subject, pool, groups),
    ...(needed === undefined ? [] : judgeScaleIn(subject, pool, groups, needed)),
  ];
}

function notAskable(source: string, why: string): Remark {
  return remarks.unknown(source, 'legacy-hosts-unknown', {
    seen: `Its hosts can't be looked up: ${withoutEnd(why)}.`,
    why: WHY,
    toDo: 'Make sure that it can carry all the traffic, and stays able to until the drain is over. Then accept the finding.',
  });
}

function unreadable(source: string, why: string): Remark {
  return remarks.fail(source, 'legacy-unreadable', {
    seen: `Its hosts could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}

function withoutHosts(subject: string): Remark {
  return remarks.fail(subject, 'legacy-without-hosts', {
    seen: 'Nothing is registered with it.',
    why: 'A rollback gives legacy all the traffic, and nobody would serve it.',
    toDo: 'Register the hosts of legacy with it.',
  });
}
