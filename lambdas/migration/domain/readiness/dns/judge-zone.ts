/** The zone itself: that it is the one that the world asks, and that there is room in it. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import { count } from '../../../../shared/domain/text.ts';
import type { Delegation } from '../../delegation.ts';
import type { Reading } from '../../reading.ts';
import { isMoved } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';
import type { ZoneSeen } from './seen.ts';

export function judgeZone(seen: ZoneSeen): Remark[] {
  return [...judgeIdentity(seen), ...judgeDelegation(seen), ...judgeRoom(seen)];
}

export function zoneMissing(name: string, id: string): Remark {
  return remarks.fail(displayName(name), 'zone-missing', {
    seen: `There is no hosted zone ${id} in this account.`,
    why: 'Its records are what the migration changes.',
    toDo: 'Correct the id of the zone in the configuration.',
  });
}

export function zoneUnreadable(name: string, id: string, why: string): Remark {
  return remarks.fail(displayName(name), 'zone-unreadable', {
    seen: `The hosted zone ${id} could not be read: ${why}`,
    why: 'Nothing is known of its names, so none can be moved.',
    toDo: 'Mend what the message says, and start again.',
  });
}

function judgeIdentity({ settings, zone }: ZoneSeen): Remark[] {
  const subject = displayName(settings.name);
  const findings: Remark[] = [];
  if (zone.name !== settings.name) {
    const seen = `The hosted zone ${settings.id} is ${displayName(zone.name)}, not ${subject}.`;
    const why = 'The migration would write into another zone than was meant.';
    const toDo = 'Correct the id or the name of the zone in the configuration.';
    findings.push(remarks.fail(subject, 'zone-name-differs', { seen, why, toDo }));
  }
  if (zone.isPrivate) {
    const seen = `The hosted zone ${settings.id} is private.`;
    const why = 'It answers inside its VPCs only; the world asks another zone.';
    const toDo = 'Name the public zone.';
    findings.push(remarks.fail(subject, 'zone-private', { seen, why, toDo }));
  }
  return findings;
}

function judgeDelegation({ settings, zone, delegation }: ZoneSeen): Remark[] {
  const subject = displayName(settings.name);
  if (zone.isPrivate) return [];
  if (!delegation.known) return [notAsked(subject, delegation)];
  const own = [...zone.nameServers].toSorted();
  const found = delegation.value;
  if (found.kind === 'not-delegated') {
    return [
      remarks.fail(subject, 'zone-not-delegated', {
        seen: `The zone above (asked: ${found.askedAt}) knows no name servers for it.`,
        why: 'Nobody is sent to this zone: what is changed in it moves no traffic.',
        toDo: `Enter ${own.join(', ')} as its name servers at the registrar or in the zone above.`,
      }),
    ];
  }
  return compareServers(subject, own, found);
}

function compareServers(
  subject: string,
  own: readonly string[],
  { nameServers, askedAt }: Extract<Delegation, { kind: 'delegated' }>,
): Remark[] {
  const strangers = nameServers.filter((server) => !own.includes(server));
  const missing = own.filter((server) => !nameServers.includes(server));
  const seen = `The zone above (asked: ${askedAt}) sends the world to ${nameServers.join(', ')}; this zone's are ${own.join(', ')}.`;
  const toDo =
    "Make the name servers at the registrar or in the zone above those of this zone, or name the world's zone.";
  if (strangers.length > 0) {
    const why = `Whoever is sent to ${strangers.join(', ')} never sees what is changed here.`;
    return [remarks.fail(subject, 'delegation-differs', { seen, why, toDo })];
  }
  if (missing.length === 0) return [];
  const why = 'All are served by this zone, but by fewer name servers than it has.';
  return [remarks.warn(subject, 'delegation-incomplete', { seen, why, toDo })];
}

function notAsked(subject: string, reading: Extract<Reading<Delegation>, { known: false }>): Remark {
  return remarks.warn(subject, 'delegation-not-asked', {
    seen: `The zone above could not be asked where it sends the world: ${reading.why}`,
    why: 'If the world is sent to other name servers, what is changed here moves no traffic.',
    toDo: 'Compare `dig NS` at the zone above with the name servers that Route 53 shows for the zone.',
  });
}

/** A move adds one record set to each name and type that is simple still, and the fence where there is none. */
function judgeRoom({ settings, zone, recordLimit }: ZoneSeen): Remark[] {
  const subject = displayName(settings.name);
  if (!recordLimit.known) {
    return [
      remarks.fail(subject, 'zone-limit-unreadable', {
        seen: `How many record sets it may hold could not be asked: ${recordLimit.why}`,
        why: 'Where there is no room for as many more as names are moved, Route 53 refuses the move.',
        toDo: 'Let the function ask for the limit of the zone, and start again.',
      }),
    ];
  }
  const moved = zone.records.filter(
    (record) =>
      isMoved(record) && record.SetIdentifier === undefined && settings.records.includes(record.Name),
  );
  const fence = zone.records.some(({ Name, Type }) => Name === settings.fenceName && Type === 'TXT') ? 0 : 1;
  const needed = zone.records.length + moved.length + fence;
  if (needed <= recordLimit.value) return [];
  return [
    remarks.fail(subject, 'zone-too-full', {
      seen: `It would hold ${count(needed)} record sets, and may hold ${count(recordLimit.value)}.`,
      why: 'While both platforms answer, every name has two record sets where it had one; Route 53 refuses those that are too many.',
      toDo: 'Have AWS raise the quota of record sets in this zone, delete some, or move fewer names at a time.',
    }),
  ];
}
