/** Whom security groups let in, for people. */
import { withoutEnd } from '../../../shared/domain/text.ts';
import type { Admission, AdmittedAddress } from '../../domain/network/admission.ts';
import type { Group } from '../../domain/network/network.ts';

export function nameOf({ id, name }: Group): string {
  return name === '' ? id : `${id} (${name})`;
}

export function addressInWords({ cidr, listId }: AdmittedAddress): string {
  return listId === undefined ? cidr : `${cidr} (in ${listId})`;
}

/** Each as `sg-1 (masters.example.com) admits 0.0.0.0/0 and 10.0.0.0/8 (in pl-1)`. */
export function admitting(
  admissions: readonly Admission[],
  which: (address: AdmittedAddress) => boolean,
): readonly string[] {
  return admissions.flatMap(({ group, addresses }) => {
    const found = addresses.filter(which).map(addressInWords);
    return found.length === 0 ? [] : [`${nameOf(group)} admits ${found.join(' and ')}`];
  });
}

/** Each as `pl-1, which sg-1 admits, could not be read: …`. */
export function unreadLists(admissions: readonly Admission[]): readonly string[] {
  return admissions.flatMap(({ group, unread }) =>
    unread.map(
      ({ listId, why }) => `${listId}, which ${nameOf(group)} admits, could not be read: ${withoutEnd(why)}`,
    ),
  );
}
