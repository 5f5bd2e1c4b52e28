import { ended, toldOnce } from '../../checks/executions.ts';
import { putBackOnceBy, replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { answers, page, rollsMasters, seesReplaced } from '../../people/masters/habits.ts';
import { groupOf } from '../../shop/masters/cluster.ts';
import type { MastersScenario } from './scenario.ts';

/** Nobody can say how etcd is any more, when the master has been drained: it stays, and serves again until somebody can. */
export const tokenRefused: MastersScenario = {
  of: 'masters',
  name: 'token-refused',
  about:
    'API servers refuse the token while a master drains: it still serves, on call is paged, fixes it, answers retry',
  when: async ({ onCall, scene }) => {
    const roll = await rollsMasters(onCall, { groups: [groupOf('b')] });
    await onCall.sees('ReplaceMaster', 'Pause');
    scene.masters.tokenKnown = false;
    await onCall.isTold(page('CredentialsRefused'));
    await onCall.seesTheEndOf(roll);
    await onCall.waits(25);
    scene.masters.tokenKnown = true;
    await answers(onCall, { decision: 'retry', reason: 'the account of the token is there again' });
    await seesReplaced(onCall, scene, 1);
  },
  checks: [
    ended('RollMasters', { status: 'FAILED' }),
    replacementsEnded('CredentialsRefused'),
    putBackOnceBy('PageOperator'),
    ended('Decide', { status: 'SUCCEEDED' }),
    replaced('b'),
    toldOnce('the token was refused', page('CredentialsRefused')),
  ],
};
