import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { soakOf } from '../../estate/migration/steps.ts';
import { migrates, ROLL_BACK_INCOMPLETE, ROLLED_BACK, rollsBack } from '../../people/migration/habits.ts';
import { replacing, weightedRecords } from '../../people/migration/hand-edit.ts';
import type { Platform } from '../../scenes/migration/load-balancers.ts';
import { all, needing } from '../scenario.ts';
import { aBalancerAsTarget, aWeightedCname, theFirstStep } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Somebody puts a TXT at a name that was a CNAME. Route 53 accepts no CNAME beside it, so the CNAME can't be restored. */
export const nameRefused: MigrationScenario = {
  of: 'migration',
  name: 'name-refused',
  about:
    'Route 53 refuses to restore one name: all others are restored, it is reported by name, and restored once nothing blocks it',
  ...needing(
    all({ at: aWeightedCname, first: theFirstStep, balancer: aBalancerAsTarget }),
    ({ at, first }) => ({
      when: async ({ onCall, meanwhile, scene, stage }) => {
        const { route53 } = stage.clients;
        const migration = await migrates(onCall);
        await onCall.sees('Migrate', soakOf(first));
        const written = await weightedRecords(route53, at.zoneId, at.name);
        meanwhile('a colleague', async (colleague) => {
          await colleague.waits(2 * 60);
          await colleague.edits(
            at.zoneId,
            `makes ${at.name} an alias with a TXT beside it`,
            replacing(written, [...aliasesTo(scene.platforms.cluster, at.name), verificationAt(at.name)]),
          );
        });
        await onCall.waits(3 * 60);
        await rollsBack(onCall, { reason: 'customers cannot pay' });
        await onCall.isNotified(ROLL_BACK_INCOMPLETE);
        await onCall.seesTheEndOf(migration);
        await onCall.waits(40);
        await onCall.edits(
          at.zoneId,
          `removes the TXT at ${at.name}`,
          replacing([verificationAt(at.name)], []),
        );
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
    }),
  ),
};

function verificationAt(Name: string): ResourceRecordSet {
  return { Name, Type: 'TXT', TTL: 300, ResourceRecords: [{ Value: '"site-verification=77c1"' }] };
}

function aliasesTo({ hostedZoneId, dnsName }: Platform, Name: string): readonly ResourceRecordSet[] {
  return (['A', 'AAAA'] as const).map((Type) => ({
    Name,
    Type,
    AliasTarget: { HostedZoneId: hostedZoneId, DNSName: dnsName, EvaluateTargetHealth: false },
  }));
}
