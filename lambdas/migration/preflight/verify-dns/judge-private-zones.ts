/** Private zones that answer for moved names inside their VPCs. */

import { displayName } from '../../../shared/contract/dns-names.ts';
import { shortened } from '../../../shared/domain/text.ts';
import type { PrivateZone } from '../../domain/private-zone.ts';
import { compact } from '../../domain/readiness/compact.ts';
import { type Remark, remarks } from '../../domain/readiness/finding.ts';
import { type Moved, type Shadow, shadowsOf } from '../../domain/shadows.ts';

const MOST_NAMES = 20;
const MOST_VPCS = 20;

/** Warnings only: most who have a private zone of a public one's name mean its VPCs to get other answers. */
export function judgePrivateZones(zones: readonly PrivateZone[], moved: Moved): readonly Remark[] {
  return compact(
    shadowsOf(zones, moved).map((shadow) => {
      const { id, name, account } = shadow.zone;
      const names = shortened(shadow.names.map(displayName), MOST_NAMES, 'names').join(', ');
      return remarks.warn(id, 'private-zone-shadows', {
        seen: `The private hosted zone ${displayName(name)} of the account ${account} answers for ${names} in ${where(shadow)}.`,
        why: 'There, Route 53 Resolver answers from this zone and not from the public one; a name that it lacks does not exist. Clients in these VPCs are not moved. If its records lead to legacy, legacy does not get quiet.',
        toDo: 'Find out who asks for these names there. What should move, move by hand in this zone, when the migration has moved the others.',
      });
    }),
  );
}

/** What they hide is a warning at most. But who starts must have been warned. */
export function privateZonesUnreadable(account: string, why: string): Remark {
  return remarks.fail(`account ${account}`, 'private-zones-unreadable', {
    seen: `The private hosted zones of the account ${account} could not be listed: ${why}`,
    why: 'Clients in a VPC with a private zone for a moved name are not moved.',
    toDo: 'Allow it to list its hosted zones (`route53:ListHostedZones`), then start again.',
  });
}

function where({ zone, vpcs }: Shadow): string {
  if (!zone.vpcs.known) return `its VPCs, which could not be read (${zone.vpcs.why})`;
  return shortened(
    vpcs.map(({ id, region }) => `${id} (${region})`),
    MOST_VPCS,
    'VPCs',
  ).join(', ');
}
