import type { MastersStatus } from '../../../lambdas/masters/contract/status.ts';
import type { AccountEvidence, Check } from '../../checks/check.ts';
import { ended, notifiedOnce } from '../../checks/executions.ts';
import { detachedOnceBy, replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { answers, page, seesReplaced } from '../../people/masters/habits.ts';
import { type Printed, Terminal } from '../../people/terminal.ts';
import { needing } from '../scenario.ts';
import { threeMasters } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** A master has terminated, and EC2 doesn't detach its volume. Only a person may force that. */
export const volumeStuck: MastersScenario = {
  of: 'masters',
  name: 'volume-stuck',
  about: 'the volume of a dead master stays attached: the person on call is paged, and answers detach',
  ...needing(threeMasters, ([, , c]) => {
    let printed: Printed | undefined;
    return {
      when: async ({ onCall, scene, stage, chronicle }) => {
        const terminal = new Terminal(stage, chronicle);
        scene.hand.stickVolume(scene.volumeOf('main', c));
        scene.hand.terminateByUser(scene.instanceOf(c));
        await onCall.isNotified(page('VolumeStuck'));
        await onCall.waits(12);
        await terminal.types('masters');
        printed = await terminal.types('masters', '--json');
        await answers(onCall, { decision: 'detach', reason: 'the instance has terminated, EC2 says so too' });
        await seesReplaced(onCall, scene, 1);
      },
      checks: [
        replacementsEnded('VolumeStuck'),
        ended('Decide', { status: 'SUCCEEDED' }),
        detachedOnceBy('WaitForVolumes'),
        replaced(c),
        notifiedOnce('a volume was stuck', page('VolumeStuck')),
        saidOf(() => printed),
      ],
    };
  }),
};

/** By the command, before the page was answered. */
function saidOf(printed: () => Printed | undefined): Check<AccountEvidence> {
  return {
    claim: 'masters said that two masters serve, and that a person must decide about a stuck volume',
    contradictions: () => {
      const { exitCode = -1, stdout = '', stderr = 'never typed' } = printed() ?? {};
      if (exitCode !== 0) return [`it ended with ${exitCode}: ${stderr}`];
      const { groups, lease, replacements }: MastersStatus = JSON.parse(stdout);
      const serving = groups.flatMap(({ instances }) =>
        instances.filter(({ lifecycle, state }) => lifecycle === 'InService' && state === 'running'),
      );
      const headings = replacements.map(({ page: asked }) => asked?.heading);
      return [
        ...(serving.length >= 2 ? [] : [`it said that ${serving.length} serve`]),
        ...(lease.state === 'broken' ? [] : [`it said that the lease is ${lease.state}`]),
        ...(headings.join() === 'VolumeStuck' ? [] : [`it named ${headings.join(', ') || 'no page'}`]),
      ];
    },
  };
}
