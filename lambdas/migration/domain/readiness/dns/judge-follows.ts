/** Names that lead to a moved one: what becomes of them, whether they are moved themselves or not. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import { duration } from '../../../../shared/domain/text.ts';
import { LONGEST_HELD_UNDER_WAY, LONGEST_OLD_TTL } from '../../../contract/old-ttl.ts';
import type { Follow, Unfit } from '../../follows.ts';
import { type Remark, remarks } from '../finding.ts';
import type { Held, ZoneSeen } from './seen.ts';

/** A name of the configuration that leads to another one; nothing where it doesn't. */
export function judgeFollow(name: string, { leads, held }: ZoneSeen): Remark[] {
  const lead = leads.get(name);
  if (!lead) return [];
  if ('kind' in lead) return [unfit(lead)];
  const seconds = held.get(name) ?? { today: 0, underWay: 0 };
  const isLong = seconds.today > LONGEST_OLD_TTL || seconds.underWay > LONGEST_HELD_UNDER_WAY;
  return [following(lead, seconds), ...(isLong ? [heldTooLong(lead, seconds)] : [])];
}

/** Names of the zone that nobody has configured, and that are moved with one that is. */
export function judgeUnconfigured({ zone, unconfigured }: ZoneSeen): Remark[] {
  const listed = new Set(zone.records.map(({ Name }) => Name));
  return unconfigured.filter(({ name }) => listed.has(name)).map(unasked);
}

function following({ name, on, through }: Follow, { underWay }: Held): Remark {
  const between = through.length > 0 ? ` through ${named(through)}` : '';
  return remarks.warn(displayName(name), 'follows', {
    seen: `It leads to ${displayName(on)}${between}, which is also moved. Resolvers may cache both for ${duration(underWay)}.`,
    why: `Only its TTL changes, so it always gets the share of ${displayName(on)}. With weights of its own, the cluster would get more than that share.`,
    toDo:
      through.length > 0
        ? `Add ${named(through)} to the configuration; otherwise it is not watched. To move it separately, point it to what legacy answers with.`
        : 'No action needed. To move it separately, point it to what legacy answers with.',
  });
}

function heldTooLong({ name, on, through }: Follow, { today, underWay }: Held): Remark {
  const most = `${duration(LONGEST_OLD_TTL)} and ${duration(LONGEST_HELD_UNDER_WAY)}`;
  return remarks.fail(displayName(name), 'chain-too-long', {
    seen: `Resolvers may cache it and all that it leads to for ${duration(today)} today, and for ${duration(underWay)} once the TTLs are lowered.`,
    why: `The migration waits for the first before it moves anything, and for the second at every step. It waits ${most} at most.`,
    toDo: `Lower the TTLs of ${named([name, ...through, on])} by hand now, and start when the old ones have expired.`,
  });
}

function unfit({ name, kind, on }: Unfit): Remark {
  if (kind === 'circle') {
    return remarks.fail(displayName(name), 'leads-in-a-circle', {
      seen: `It leads back to itself${on.length > 0 ? ` through ${named(on)}` : ''}.`,
      why: 'It answers nobody today, so a rollback would have nothing to restore.',
      toDo: 'Point it to a name that answers, or take it out of the migration.',
    });
  }
  return remarks.fail(displayName(name), 'follows-in-part', {
    seen: `Only some of its answers lead to ${named(on)}, or they lead to different ones.`,
    why: "The rest would have weights of its own, in another batch. IPv4 and IPv6 would move separately, and the cluster's share would be unknown.",
    toDo: 'Point all of its answers to one moved name, or none of them.',
  });
}

function unasked({ name, on }: Follow): Remark {
  return remarks.warn(displayName(name), 'follows-unconfigured', {
    seen: `It is not in the configuration, but leads to ${displayName(on)}, which is moved.`,
    why: 'The cluster will serve it too, with the same share at every step. A rollback brings both names back together.',
    toDo: 'Make sure that the cluster serves this name (certificate, host), or point it to what legacy answers with. To have it watched, add it to the configuration.',
  });
}

function named(names: readonly string[]): string {
  return names.map(displayName).join(', ');
}
