/** What a signal from elsewhere came to. */
import { SIGNAL } from '../../../lambdas/migration/contract/signals.ts';
import { DECISION_NEEDED } from '../../people/migration/habits.ts';
import { duration } from '../../text/numbers.ts';
import type { Evidence, MigrationCheck } from './evidence.ts';
import { restoredVersions } from './zones.ts';

/** From the signal's own event until each zone contains legacy again, milliseconds. */
const WITHIN = 120_000;

/** @param said when it said that it is in alarm, epoch milliseconds */
export function restoredBySignal(said: { readonly at: number }): MigrationCheck {
  return {
    claim: `Legacy was restored within ${duration(WITHIN)} of the signal's alarm`,
    contradictions: ({ scene }) =>
      scene.zoneIds.flatMap((zoneId) => {
        const [first] = restoredVersions(scene, zoneId);
        if (!first) return [`${zoneId}: never`];
        const after = first.acceptedAt - said.at;
        return after >= 0 && after <= WITHIN ? [] : [`${zoneId}: after ${duration(after)}`];
      }),
  };
}

/** The soak was held for nothing else. */
export const heldBecauseSilent: MigrationCheck = {
  claim: 'The soak was extended, and then held, because the signal was silent',
  contradictions: (evidence) => {
    const [hold] = evidence.situation.mails.filter(({ subject }) => DECISION_NEEDED.test(subject));
    if (!hold) return ['nobody was asked'];
    return [/The soak was extended \d+ time/, new RegExp(`-${SIGNAL}-\\S+ .*INSUFFICIENT_DATA`)].flatMap(
      (words) => (words.test(hold.body) ? [] : [`the message doesn't say ${words}:\n${hold.body}`]),
    );
  },
};

/** Nothing but the signal asked for the rollback: all other alarms stayed as they were. */
export const signalWasThrough: MigrationCheck = {
  claim: 'The signal was in alarm, and no other alarm was',
  contradictions: ({ scene }: Evidence) => {
    const fired = scene.world.alarms.filter(({ history }) => history.some(({ to }) => to.state === 'ALARM'));
    const names = fired.map(({ definition }) => definition.name);
    const signal = names.find((name) => name.includes(`-${SIGNAL}-`));
    const others = names.filter((name) => name !== signal);
    return [...(signal === undefined ? ['it never was'] : []), ...others.map((name) => `${name} was, too`)];
  },
};
