/** What else in the zone has to do with how a name is answered. */

import { displayName, isWithin } from '../../../../shared/contract/dns-names.ts';
import { shortened } from '../../../../shared/domain/text.ts';
import { isMoved, type ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';
import type { ZoneSeen } from './seen.ts';

const MOST_NAMES = 20;

export function judgeNeighbours(name: string, { zone, settings }: ZoneSeen): Remark[] {
  const { records } = zone;
  return [
    ...delegatedAway(name, zone.name, records),
    ...serviceBinding(name, records),
    ...underWildcard(name, records, settings.records),
  ];
}

function delegatedAway(name: string, zoneName: string, records: readonly ResourceRecordSet[]): Remark[] {
  const cut = records.find(({ Name, Type }) => Type === 'NS' && Name !== zoneName && isWithin(name, Name));
  if (!cut) return [];
  return [
    remarks.fail(displayName(name), 'name-delegated-away', {
      seen: `${displayName(cut.Name)} NS delegates it to other name servers.`,
      why: 'Resolvers ask those servers. The record set in this zone answers nobody.',
      toDo: 'Move the name in the zone that answers for it.',
    }),
  ];
}

/** HTTPS and SVCB records can carry addresses of their own (RFC 9460: ipv4hint, ipv6hint) or another name. */
function serviceBinding(name: string, records: readonly ResourceRecordSet[]): Remark[] {
  const found = records.find(({ Name, Type }) => Name === name && (Type === 'HTTPS' || Type === 'SVCB'));
  if (!found) return [];
  const values = found.ResourceRecords?.map(({ Value }) => Value).join(' ') ?? 'an alias';
  return [
    remarks.warn(displayName(name), 'service-binding', {
      seen: `It also has an ${found.Type} record, which is not moved: ${values}`,
      why: 'Browsers ask for it first, and follow its address hints or its other name.',
      toDo: 'First remove the hints and names in it that lead to legacy.',
    }),
  ];
}

function underWildcard(
  name: string,
  records: readonly ResourceRecordSet[],
  configured: readonly string[],
): Remark[] {
  if (!name.startsWith('\\052.')) return [];
  const parent = name.slice('\\052'.length);
  const own = records.filter(
    (record) =>
      isMoved(record) &&
      record.Name !== name &&
      record.Name.endsWith(parent) &&
      !configured.includes(record.Name),
  );
  if (own.length === 0) return [];
  const names = [...new Set(own.map((record) => displayName(record.Name)))];
  return [
    remarks.warn(displayName(name), 'under-wildcard', {
      seen: `These names under it have records of their own: ${shortened(names, MOST_NAMES, 'names').join(', ')}.`,
      why: 'A wildcard answers only for names without records of their own. These names are not moved.',
      toDo: 'Add the names that should move to the configuration.',
    }),
  ];
}
