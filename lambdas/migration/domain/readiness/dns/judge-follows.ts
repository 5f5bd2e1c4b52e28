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
  const between = through.length > 0 ? `, by way of ${named(through)}` : '';
  return remarks.warn(displayName(name), 'follows', {
    seen: `It leads to ${displayName(on)}${between}, which is moved, too. Resolvers may hold both for ${duration(underWay)}.`,
    why: `It stays as it is, but for its TTL, and so gets the share of ${displayName(on)} at every step and after the last. With weights of its own the cluster would get more: its share, and ${displayName(on)}'s share of what is left to legacy.`,
    toDo:
      through.length > 0
        ? `Add ${named(through)} to the configuration: nobody watches what isn't in it. Where it is to be moved by itself, let it lead to what legacy answers with.`
        : 'Nothing. Where it is to be moved by itself, let it lead to what legacy answers with.',
  });
}

function heldTooLong({ name, on, through }: Follow, { today, underWay }: Held): Remark {
  const most = `${duration(LONGEST_OLD_TTL)} and ${duration(LONGEST_HELD_UNDER_WAY)}`;
  return remarks.fail(displayName(name), 'chain-too-long', {
    seen: `Resolvers may hold it and all that it leads to for ${duration(today)} today, and for ${duration(underWay)} once the TTLs are lowered.`,
    why: `The first is waited out before anything is moved, the second at every step: a migration does so for ${most} at most.`,
    toDo: `Lower the TTLs of ${named([name, ...through, on])} by hand now, and start when the old ones are over.`,
  });
}

function unfit({ name, kind, on }: Unfit): Remark {
  if (kind === 'circle') {
    return remarks.fail(displayName(name), 'leads-in-a-circle', {
      seen: `What it leads to leads back${on.length > 0 ? `, by way of ${named(on)}` : ''}.`,
      why: 'Nobody is answered there today, so there is nothing that a rollback could come back to.',
      toDo: 'Let it lead to what answers, or take it out of the migration.',
    });
  }
  return remarks.fail(displayName(name), 'follows-in-part', {
    seen: `Only some of its answers lead to ${named(on)}, or they lead to different ones.`,
    why: 'The rest would move by weights of its own, in another batch: IPv4 and IPv6 would be moved apart, and nobody could say which share the cluster gets.',
    toDo: 'Let all of its answers lead to one moved name, or none.',
  });
}

function unasked({ name, on }: Follow): Remark {
  return remarks.warn(displayName(name), 'follows-unconfigured', {
    seen: `It isn't in the configuration, and leads to ${displayName(on)}, which is moved.`,
    why: 'So the cluster serves it, too: the same share at every step, all of it in the end. A rollback brings it back with the name that it leads to.',
    toDo: 'See that the cluster knows this name (certificate, host), or let it lead to what legacy answers with. Add it to the configuration to have it watched.',
  });
}

function named(names: readonly string[]): string {
  return names.map(displayName).join(', ');
}
