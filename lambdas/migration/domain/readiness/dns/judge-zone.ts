/** The zone itself: that it is the one that resolvers ask, and that there is room in it. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import { count } from '../../../../shared/domain/text.ts';
import { accountOf, type ZoneSettings } from '../../../contract/settings.ts';
import type { Delegation } from '../../delegation.ts';
import type { Reading } from '../../reading.ts';
import { isMoved } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';
import type { ZoneSeen } from './seen.ts';

export function judgeZone(seen: ZoneSeen): Remark[] {
  return [...judgeIdentity(seen), ...judgeDelegation(seen), ...judgeRoom(seen)];
}

export function zoneMissing({ name, id, role }: ZoneSettings): Remark {
  const account = role ? `the account ${accountOf(role)}` : "the stack's account";
  return remarks.fail(displayName(name), 'zone-missing', {
    seen: `There is no hosted zone ${id} in ${account}.`,
    why: 'The migration changes the records of this zone.',
    toDo: "Correct the zone's id in the configuration.",
  });
}

export function zoneUnreadable(name: string, id: string, why: string): Remark {
  return remarks.fail(displayName(name), 'zone-unreadable', {
    seen: `The hosted zone ${id} could not be read: ${why}`,
    why: 'Its names are unknown, so none can be moved.',
    toDo: 'Fix what the message says, then start again.',
  });
}

function judgeIdentity({ settings, zone }: ZoneSeen): Remark[] {
  const subject = displayName(settings.name);
  const findings: Remark[] = [];
  if (zone.name !== settings.name) {
    const seen = `The hosted zone ${settings.id} is ${displayName(zone.name)}, not ${subject}.`;
    const why = 'The migration would change the wrong zone.';
    const toDo = "Correct the zone's id or name in the configuration.";
    findings.push(remarks.fail(subject, 'zone-name-differs', { seen, why, toDo }));
  }
  if (zone.isPrivate) {
    const seen = `The hosted zone ${settings.id} is private.`;
    const why = 'It answers only inside its VPCs. Clients on the Internet ask another zone.';
    const toDo = 'Configure the public zone.';
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
        seen: `The parent zone (asked: ${found.askedAt}) has no name servers for it.`,
        why: 'Resolvers do not ask this zone, so changing it moves no traffic.',
        toDo: `Enter ${own.join(', ')} as its name servers at the registrar or in the parent zone.`,
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
  const seen = `The parent zone (asked: ${askedAt}) names ${nameServers.join(', ')}; this zone's name servers are ${own.join(', ')}.`;
  const toDo =
    "Enter this zone's name servers at the registrar or in the parent zone, or configure the zone that is delegated.";
  if (strangers.length > 0) {
    const why = `Clients whose resolver asks ${strangers.join(', ')} never see the changes made here.`;
    return [remarks.fail(subject, 'delegation-differs', { seen, why, toDo })];
  }
  if (missing.length === 0) return [];
  const why = 'This zone answers all clients, but with fewer name servers than it has.';
  return [remarks.warn(subject, 'delegation-incomplete', { seen, why, toDo })];
}

function notAsked(subject: string, reading: Extract<Reading<Delegation>, { known: false }>): Remark {
  return remarks.warn(subject, 'delegation-not-asked', {
    seen: `The zone's name servers could not be read from the parent zone: ${reading.why}`,
    why: 'If it names other servers, changing this zone moves no traffic.',
    toDo: 'Compare `dig NS` at the parent zone with the name servers that Route 53 shows for this zone.',
  });
}

/** A move adds one record set to each name and type that is simple still, and the fence where there is none. */
function judgeRoom({ settings, zone, recordLimit }: ZoneSeen): Remark[] {
  const subject = displayName(settings.name);
  if (!recordLimit.known) {
    return [
      remarks.fail(subject, 'zone-limit-unreadable', {
        seen: `Its limit of record sets could not be read: ${recordLimit.why}`,
        why: 'The migration adds a record set for each name and type that it moves. If they do not fit, Route 53 refuses the change.',
        toDo: "Allow the function to read the zone's limit, then start again.",
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
      seen: `It would contain ${count(needed)} record sets; the limit is ${count(recordLimit.value)}.`,
      why: 'While both platforms answer, every record set becomes two. Route 53 refuses those above the limit.',
      toDo: "Ask AWS to raise the zone's quota of record sets, delete some, or move fewer names at a time.",
    }),
  ];
}
