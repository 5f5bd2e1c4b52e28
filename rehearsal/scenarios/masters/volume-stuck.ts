import { ended, notifiedOnce } from '../../checks/executions.ts';
import { detachedOnceBy, replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { answers, page, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** A master has terminated, and EC2 doesn't detach its volume. Only a person may force that. */
export const volumeStuck: MastersScenario = {
  of: 'masters',
  name: 'volume-stuck',
  about: 'the volume of a dead master stays attached: the person on call is paged, and answers detach',
  ...needing(threeMasters, ([, , c]) => ({
    when: async ({ onCall, scene }) => {
      scene.hand.stickVolume(scene.volumeOf('main', c));
      scene.hand.terminateByUser(scene.instanceOf(c));
      await onCall.isNotified(page('VolumeStuck'));
      await onCall.waits(12);
      await answers(onCall, { decision: 'detach', reason: 'the instance has terminated, EC2 says so too' });
      await seesReplaced(onCall, scene, 1);
    },
    checks: [
      replacementsEnded('VolumeStuck'),
      ended('Decide', { status: 'SUCCEEDED' }),
      detachedOnceBy('WaitForVolumes'),
      replaced(c),
      notifiedOnce('a volume was stuck', page('VolumeStuck')),
    ],
  })),
};
