import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { migrates, ROLL_BACK_INCOMPLETE, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { replacing, weightedRecords } from '../../people/migration/hand-edit.ts';
import type { Platform } from '../../scenes/migration/load-balancers.ts';
import { CDN_ZONE } from '../../shop/migration/zones.ts';
import type { MigrationScenario } from './scenario.ts';

const NAME = 'img.shop-cdn.test.';
const VERIFICATION: ResourceRecordSet = {
  Name: NAME,
  Type: 'TXT',
  TTL: 300,
  ResourceRecords: [{ Value: '"site-verification=77c1"' }],
};

/** Somebody puts a TXT at a name that was a CNAME. Route 53 accepts no CNAME beside it, so the CNAME can't be restored. */
export const nameRefused: MigrationScenario = {
  of: 'migration',
  name: 'name-refused',
  about:
    'Route 53 refuses to restore one name: all others are restored, it is reported by name, and restored once nothing blocks it',
  when: async ({ onCall, meanwhile, scene, stage }) => {
    const { route53 } = stage.clients;
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'Soak 5 %');
    const written = await weightedRecords(route53, CDN_ZONE, NAME);
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(2 * 60);
      await colleague.edits(
        CDN_ZONE,
        `makes ${NAME} an alias with a TXT beside it`,
        replacing(written, [...aliasesTo(scene.platforms.cluster), VERIFICATION]),
      );
    });
    await onCall.waits(3 * 60);
    await rollsBack(onCall, { reason: 'customers cannot pay' });
    await onCall.isNotified(ROLL_BACK_INCOMPLETE);
    await onCall.seesTheEndOf(migration);
    await onCall.waits(40);
    await onCall.edits(CDN_ZONE, `removes the TXT at ${NAME}`, replacing([VERIFICATION], []));
    await onCall.isNotified(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    // The second is the one that the end of the migration's execution starts.
    ended('RollBack', { status: 'SUCCEEDED', in: 'LegacyServes' }, { status: 'SUCCEEDED' }),
    notifiedOnce('names are not restored', ROLL_BACK_INCOMPLETE),
    notifiedOnce('it was rolled back', ROLLED_BACK),
    ...BACK_ON_LEGACY,
  ],
};

function aliasesTo({ hostedZoneId, dnsName }: Platform): readonly ResourceRecordSet[] {
  return (['A', 'AAAA'] as const).map((Type) => ({
    Name: NAME,
    Type,
    AliasTarget: { HostedZoneId: hostedZoneId, DNSName: dnsName, EvaluateTargetHealth: false },
  }));
}
