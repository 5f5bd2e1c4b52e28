/** How a cluster's masters are: what the journal, Auto Scaling and EC2 come to. */
import { countOf } from '../../../shared/domain/text.ts';
import { instant } from '../../../shared/domain/time.ts';
import type { MastersSettings } from '../../contract/settings.ts';
import type { MastersStatus, PagedReplacement, StatusReplacement } from '../../contract/status.ts';
import type { MasterGroup } from '../../contract/view.ts';
import { brokenInWords, type Lease } from '../lease.ts';
import { answersTo } from '../messages/page-message.ts';
import type { Replacement } from '../replacement.ts';
import type { Roll } from '../roll.ts';

export interface MastersSeen {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Or why they could not be read. */
  readonly groups: readonly MasterGroup[] | { readonly why: string };
  readonly lease: Lease;
  readonly unfinished: readonly Replacement[];
  readonly roll: Roll | undefined;
}

export function mastersStatusOf(
  seen: MastersSeen,
  settings: MastersSettings,
  version: string,
): MastersStatus {
  const { name, cluster, account, region } = settings;
  const groups = 'why' in seen.groups ? [] : seen.groups;
  const unread = 'why' in seen.groups ? [`the groups of masters: ${seen.groups.why}`] : [];
  const { roll } = seen;
  return {
    version,
    name,
    cluster,
    account,
    region,
    at: instant(seen.now),
    summary: summaryOf(seen, groups, unread.length > 0),
    groups: groups.map(({ name: group, desired, suspended, instances }) => ({
      name: group,
      desired,
      suspended: suspended.map((one) => one.process),
      instances: instances.map(({ id, lifecycle, state, zone, launchedAt }) => ({
        id,
        lifecycle,
        state,
        zone,
        launchedAt,
      })),
    })),
    lease: leaseOf(seen.lease),
    replacements: seen.unfinished.map((one) => replacementOf(one, settings)),
    ...(roll && {
      roll: {
        startedAt: roll.startedAt,
        status: roll.status,
        reason: roll.reason,
        masters: roll.masters.map(({ group, instance, status }) => ({ group, instance, status })),
      },
    }),
    unread,
  };
}

function summaryOf({ unfinished }: MastersSeen, groups: readonly MasterGroup[], isUnknown: boolean): string {
  const paged = unfinished.filter(({ status }) => status === 'paged').length;
  if (paged > 0) return `${countOf(paged, 'replacement')} stopped: a person must decide.`;
  if (unfinished.length > 0) return `${countOf(unfinished.length, 'master')} being replaced.`;
  if (isUnknown) return 'No master is being replaced. Whether all run is unknown.';
  if (groups.length === 0)
    return 'There is no group of masters. Check the cluster’s name in the configuration.';
  const wanted = groups.reduce((sum, { desired }) => sum + desired, 0);
  const serving = groups.flatMap(({ instances }) =>
    instances.filter(({ lifecycle, state }) => lifecycle === 'InService' && state === 'running'),
  ).length;
  const of = `${serving} of ${countOf(wanted, 'master')} in service`;
  return serving < wanted
    ? `${of}, and none is being replaced. The sweep looks every few minutes.`
    : `${of}, and none is being replaced.`;
}

function leaseOf({ holder, recovering, broken }: Lease): MastersStatus['lease'] {
  if (broken) return { state: 'broken', reason: `broken: ${brokenInWords(broken)}` };
  if (holder) {
    const { replacement, since } = holder;
    return { state: 'held', reason: `held by the replacement of ${replacement} since ${since}` };
  }
  const [other] = recovering;
  return { state: 'free', reason: other ? `free; ${other.replacement} is being recovered` : 'free' };
}

function replacementOf(kept: Replacement, settings: MastersSettings): StatusReplacement {
  const { id, group, status, statusAt, since, origin, page } = kept;
  const isPaged = status === 'paged' && page !== undefined;
  return {
    id,
    group,
    status: status === 'paged' ? 'paged' : 'open',
    statusAt,
    since,
    origin,
    ...(isPaged && { page: pageOf(kept, page, settings) }),
  };
}

function pageOf(
  { id }: Replacement,
  { heading, reason }: NonNullable<Replacement['page']>,
  { name }: MastersSettings,
): PagedReplacement {
  const answers = answersTo(heading).map(({ decision }) => ({ decision, replacement: id }));
  return { heading, reason, decide: `${name}-Decide`, answers };
}
