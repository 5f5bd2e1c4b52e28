import { ended, notifiedOnce } from '../../checks/executions.ts';
import { putBackOnceBy, replaced } from '../../checks/masters/machines.ts';
import { replacementsEnded } from '../../checks/masters/replacements.ts';
import { answers, page, rollsMasters, seesReplaced } from '../../people/masters/habits.ts';
import { needing } from '../scenario.ts';
import { threeMastersThatDrain } from './needs.ts';
import type { MastersScenario } from './scenario.ts';

/** After a master is drained, etcd's health can no longer be read: the master stays, and serves again until it can. */
export const tokenRefused: MastersScenario = {
  of: 'masters',
  name: 'token-refused',
  about:
    'API servers refuse the token while a master drains: it still serves, the person on call is paged, fixes it, and answers retry',
  ...needing(threeMastersThatDrain, ([, b], estate) => ({
    when: async ({ onCall, scene }) => {
      const roll = await rollsMasters(onCall, { groups: [estate.groupOf(b)] });
      await onCall.sees('ReplaceMaster', 'Pause');
      scene.masters.tokenKnown = false;
      await onCall.isNotified(page('CredentialsRefused'));
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
      replaced(b),
      notifiedOnce('the token was refused', page('CredentialsRefused')),
      notifiedOnce('the roll has stopped', /RollStopped/),
    ],
  })),
};
