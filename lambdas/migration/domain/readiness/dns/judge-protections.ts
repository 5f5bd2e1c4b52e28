/** What somebody protects in Route 53 so that nobody can change it. */

import { displayName } from '../../../../shared/contract/dns-names.ts';
import type { ResourceRecordSet } from '../../record-set.ts';
import type { RecordProtection } from '../../surveyed-zone.ts';
import { type Remark, remarks } from '../finding.ts';
import type { ZoneSeen } from './seen.ts';

/** Of the zone: that its protections are known, and that the fence has none. */
export function judgeFenceProtection({ settings, protections }: ZoneSeen): Remark[] {
  if (!protections.known) {
    return [
      remarks.fail(displayName(settings.name), 'protections-unreadable', {
        seen: `Its record set protections could not be listed: ${protections.why}`,
        why: 'Route 53 refuses every batch with a protected name, also during a rollback.',
        toDo: 'Allow the function to list them, then start again.',
      }),
    ];
  }
  const why = 'The fence is part of every batch: nothing could be changed or rolled back.';
  return protectionsAt(settings.fenceName, ['TXT'], protections.value).map((protection) =>
    protectedBy('fence-protected', settings.id, protection, why),
  );
}

/** @param before what legacy answers with at `name`: these types are changed */
export function judgeProtection(
  name: string,
  before: readonly ResourceRecordSet[],
  { settings, protections }: ZoneSeen,
): Remark[] {
  if (!protections.known) return [];
  const types = before.map(({ Type }) => Type);
  const why =
    'Route 53 refuses every change of it. The name cannot be moved; if it is protected later, it cannot be restored.';
  return protectionsAt(name, types, protections.value).map((protection) =>
    protectedBy('record-protected', settings.id, protection, why),
  );
}

function protectionsAt(
  name: string,
  types: readonly string[],
  protections: readonly RecordProtection[],
): readonly RecordProtection[] {
  return protections.filter((one) => one.name === name && types.includes(one.type));
}

function protectedBy(
  code: string,
  zoneId: string,
  { name, type, comment }: RecordProtection,
  why: string,
): Remark {
  const subject = displayName(name);
  return remarks.fail(subject, code, {
    seen:
      comment === ''
        ? `Its ${type} has a record set protection without a comment.`
        : `Its ${type} has a record set protection: ${comment}`,
    why,
    toDo: `Ask its owner, then delete it: \`aws route53 delete-resource-record-set-protections --hosted-zone-id ${zoneId} --protections RecordName=${subject},RecordType=${type}\``,
  });
}
