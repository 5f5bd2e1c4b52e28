import { ended } from '../../checks/executions.ts';
import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { BACK_ON_LEGACY } from '../../checks/migration/outcomes.ts';
import { reached } from '../../checks/migration/zones.ts';
import { migrates, ROLLED_BACK, rollsBack, seesShare } from '../../people/migration/habits.ts';
import { all, needing } from '../scenario.ts';
import { aZoneInAnotherAccount, type LentZone, theStepBeforeApprovals } from './needs.ts';
import type { MigrationScenario } from './scenario.ts';

/** Looks at who asks for a zone in another account, and as whom. */
export const zoneInDnsAccount: MigrationScenario = {
  of: 'migration',
  name: 'zone-in-dns-account',
  about:
    'a zone is in a DNS account: it moves and is rolled back with the others, by the role that this account lends',
  ...needing(all({ lent: aZoneInAnotherAccount, half: theStepBeforeApprovals }), ({ lent, half }) => ({
    when: async ({ onCall, scene }) => {
      const migration = await migrates(onCall);
      await seesShare(onCall, scene, half.percent);
      await rollsBack(onCall, { reason: 'the CDN has misses' });
      await onCall.seesTheEndOf(migration);
      await onCall.isNotified(ROLLED_BACK);
    },
    checks: [
      ended('Migrate', { status: 'ABORTED' }),
      reached(half.percent),
      ...BACK_ON_LEGACY,
      askedBy(lent),
      assumedSeldom(),
    ],
  })),
};

function askedBy({ role, asked }: LentZone): MigrationCheck {
  return {
    claim: `Functions asked for ${asked.join(' and ')} as ${role}, and for other zones as themselves`,
    contradictions: ({ calls }) => {
      const lent = calls.filter(({ caller, service }) => caller.principal === role && service === 'route53');
      const strange = calls.filter(({ caller, permissions, service }) => {
        if (service !== 'route53' || caller.principal === '') return false;
        const zones = permissions.map(({ resource }) => resource).filter(isZone);
        const isLent = zones.some((zone) => asked.some((id) => zone.endsWith(id)));
        return zones.length > 0 && isLent !== (caller.principal === role);
      });
      return [
        ...(lent.length === 0 ? ['nobody asked as that role'] : []),
        ...strange.map(({ caller, operation }) => `${caller.name}: ${operation} as ${caller.principal}`),
      ];
    },
  };
}

function isZone(resource: string): boolean {
  return resource.includes(':hostedzone/');
}

/** Each execution has a session of its own; within it the credentials are kept. */
function assumedSeldom(): MigrationCheck {
  return {
    claim: 'No rollback assumed the role more than once before it wrote',
    contradictions: ({ calls, situation }) => {
      const rollBacks = situation.executions.filter(({ machine }) => machine.endsWith('-RollBack'));
      const assumed = calls.filter(
        ({ caller, operation }) => operation === 'AssumeRole' && caller.name === 'RestoreLegacy',
      );
      return assumed.length > 0 && assumed.length <= rollBacks.length
        ? []
        : [`RestoreLegacy assumed it ${assumed.length} times in ${rollBacks.length} executions`];
    },
  };
}
