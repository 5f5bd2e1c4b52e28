/** What must hold since a one-way step has begun. Reads the zones' history, and the executions. */
import { ROLL_BACK_HELD } from '../../people/migration/habits.ts';
import { ofMachine } from '../executions.ts';
import type { MigrationCheck } from './evidence.ts';
import { sourceOf } from './roll-backs.ts';

/** From the first page on, no record is changed until a person starts RollBack. @param share the cluster's, percent */
export function untouchedWhileHeld(share: number): MigrationCheck {
  return {
    claim: `Alarms and a stopped execution were held at ${share} %: no record was changed until a person started RollBack`,
    contradictions: (evidence) => {
      const { scene, situation } = evidence;
      const paged = situation.mails.find(({ subject }) => ROLL_BACK_HELD.test(subject));
      const rollBacks = ofMachine(evidence, 'RollBack');
      const held = rollBacks.filter(({ state }) => state === 'HeldForPerson');
      const last = rollBacks.at(-1);
      if (!paged || !last) return ['nobody was paged, or nobody started RollBack'];
      const until = Date.parse(last.started);
      const changed = scene.zoneIds.flatMap((zoneId) =>
        scene.engine
          .history(zoneId)
          .filter(({ acceptedAt }) => acceptedAt >= paged.at && acceptedAt < until)
          .map(
            ({ number, acceptedAt }) => `${zoneId}: batch ${number} at ${new Date(acceptedAt).toISOString()}`,
          ),
      );
      const causes = new Set(held.map(({ executionArn }) => sourceOf(evidence.inputs.get(executionArn))));
      const missing = ['aws.cloudwatch', 'aws.states'].filter((source) => !causes.has(source));
      return [...changed, ...missing.map((source) => `no rollback of ${source} was held`)];
    },
  };
}
