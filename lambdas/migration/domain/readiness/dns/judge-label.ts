/**
 * What the fence's own label takes away. A name with a record is no longer answered by a wildcard, and neither is
 * anything below it (RFC 4592, 2.2.2 and 3.3.1).
 */

import { displayName, dotted, isWithin } from '../../../../shared/contract/dns-names.ts';
import { shortened } from '../../../../shared/domain/text.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import { type Remark, remarks } from '../finding.ts';
import type { ZoneSeen } from './seen.ts';

const MOST_NAMES = 20;

export function judgeLabel({
  settings,
  zone,
  everywhere,
}: Pick<ZoneSeen, 'settings' | 'zone' | 'everywhere'>): Remark[] {
  const { fenceName } = settings;
  // Judged as if there were no fence yet, so that a second run finds the same as the first.
  const others = zone.records.filter(({ Name, Type }) => Name !== fenceName || Type !== 'TXT');
  const taken = others.filter(({ Name, Type }) => Name === fenceName && (Type === 'CNAME' || Type === 'NS'));
  if (taken.length > 0) return taken.map((record) => labelTaken(record));
  const wildcard = others.filter(({ Name }) => Name === `\\052.${zone.name}`);
  const exists = others.some(({ Name }) => isWithin(Name, fenceName));
  if (wildcard.length === 0 || exists) return [];
  const leading = everywhere.filter(
    (record) => !(record.Name === fenceName && record.Type === 'TXT') && leadsTo(record, fenceName),
  );
  return [leading.length > 0 ? labelNeeded(settings, leading) : labelUnderWildcard(settings, wildcard)];
}

function labelTaken({ Name, Type }: ResourceRecordSet): Remark {
  return remarks.fail(displayName(Name), 'fence-name-taken', {
    seen: Type === 'CNAME' ? 'It is a CNAME.' : 'It is delegated to other name servers.',
    why:
      Type === 'CNAME'
        ? 'The fence is a TXT record at this name, and Route 53 accepts no other record beside a CNAME.'
        : 'The fence is a TXT record at this name, but other name servers answer for it.',
    toDo: 'Delete the record, or give the migration another name.',
  });
}

function labelNeeded({ fenceName }: ZoneSeen['settings'], leading: readonly ResourceRecordSet[]): Remark {
  const names = [...new Set(leading.map(({ Name, Type }) => `${displayName(Name)} ${Type}`))];
  return remarks.fail(displayName(fenceName), 'fence-takes-answer', {
    seen: `These lead to it or to names below it, which a wildcard answers: ${shortened(names, MOST_NAMES, 'names').join(', ')}.`,
    why: 'Once the fence exists, the wildcard no longer answers for this name or below it: these would lead nowhere.',
    toDo: 'Point them to a name that has a record of its own, or give the migration another name.',
  });
}

function labelUnderWildcard(
  { fenceName, name }: ZoneSeen['settings'],
  wildcard: readonly ResourceRecordSet[],
): Remark {
  const types = [...new Set(wildcard.map(({ Type }) => Type))].join(', ');
  return remarks.warn(displayName(fenceName), 'fence-under-wildcard', {
    seen: `*.${displayName(name)} (${types}) answers for it today.`,
    why: 'The fence stays in the zone for good. From the first change on, this name has only its TXT, and names below it get no answer. No other name is affected.',
    toDo: 'No action needed, unless this name is in use; then give the migration another name.',
  });
}

/** Whatever kind of record it is: a name in its value is one that resolvers are sent to. */
function leadsTo({ AliasTarget, ResourceRecords = [] }: ResourceRecordSet, name: string): boolean {
  const texts = [AliasTarget?.DNSName ?? '', ...ResourceRecords.map(({ Value }) => Value)];
  return texts
    .flatMap((text) => text.split(/[^a-z0-9_.*\\-]+/i))
    .some((word) => isWithin(dotted(word), name));
}
