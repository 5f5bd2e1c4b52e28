import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { NOT_BEGUN } from '../../checks/migration/outcomes.ts';
import { migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

/** As people count it who think about their zones. */
const arithmeticSaid: MigrationCheck = {
  claim: 'The notification says why, for both etcd clusters: us-west-1a has 2 of 3 members',
  contradictions: ({ situation }) => {
    const said = /us-west-1a has 2 of 3: losing it leaves 1, and the quorum is lost/g;
    const times = situation.mails.flatMap(({ body }) => body.match(said) ?? []).length;
    return times === 2 ? [] : [`it was said ${times} times`];
  },
};

/** Two of three masters are in one zone, and nobody has accepted that yet. */
export const twoZones: MigrationScenario = {
  of: 'migration',
  name: 'two-zones',
  about:
    'the masters are in two zones: etcd does not survive the loss of one, and the migration does not begin',
  given: { patches: ['two-zones'] },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [...NOT_BEGUN, arithmeticSaid],
};
