import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { ended, toldOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { migrates, ROLL_BACK_INCOMPLETE, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { replacing, weightedRecords } from '../../people/migration/hand-edit.ts';
import { CLUSTER_DNS_NAME } from '../../shop/migration/load-balancers.ts';
import { CDN_ZONE, ELB_ZONE } from '../../shop/migration/zones.ts';
import type { MigrationScenario } from './scenario.ts';

const NAME = 'img.shop-cdn.test.';
const VERIFICATION: ResourceRecordSet = {
  Name: NAME,
  Type: 'TXT',
  TTL: 300,
  ResourceRecords: [{ Value: '"site-verification=77c1"' }],
};
const TO_CLUSTER: readonly ResourceRecordSet[] = (['A', 'AAAA'] as const).map((Type) => ({
  Name: NAME,
  Type,
  AliasTarget: { HostedZoneId: ELB_ZONE, DNSName: CLUSTER_DNS_NAME, EvaluateTargetHealth: false },
}));

/** Somebody needs a text at a name that was a CNAME, beside which Route 53 takes none: so the CNAME can't come back. */
export const nameRefused: MigrationScenario = {
  of: 'migration',
  name: 'name-refused',
  about:
    'Route 53 refuses to restore one name: all others are restored, it is reported by name, and restored once nothing blocks it',
  when: async ({ onCall, meanwhile, stage }) => {
    const { route53 } = stage.clients;
    const migration = await migrates(onCall);
    await onCall.sees('Migrate', 'Soak');
    const written = await weightedRecords(route53, CDN_ZONE, NAME);
    meanwhile('a colleague', async (colleague) => {
      await colleague.waits(2 * 60);
      await colleague.edits(
        CDN_ZONE,
        `makes ${NAME} an alias, with a text`,
        replacing(written, [...TO_CLUSTER, VERIFICATION]),
      );
    });
    await onCall.waits(3 * 60);
    await rollsBack(onCall, { reason: 'customers cannot pay' });
    await onCall.isTold(ROLL_BACK_INCOMPLETE);
    await onCall.seesTheEndOf(migration);
    await onCall.waits(40);
    await onCall.edits(CDN_ZONE, `takes the text at ${NAME} away`, replacing([VERIFICATION], []));
    await onCall.isTold(ROLLED_BACK);
  },
  checks: [
    ended('Migrate', { status: 'ABORTED' }),
    // The second is the one that the end of the migration's execution starts.
    ended('RollBack', { status: 'SUCCEEDED', in: 'LegacyServes' }, { status: 'SUCCEEDED' }),
    toldOnce('names are not restored', ROLL_BACK_INCOMPLETE),
    toldOnce('it was rolled back', ROLLED_BACK),
    ...BACK_ON_LEGACY,
  ],
};
