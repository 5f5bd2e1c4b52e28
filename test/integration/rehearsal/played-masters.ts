/**
 * Plays a scenario of masters on the deployed stack, and again with a token that no API server knows. A program of its
 * own, because jest cannot load what the stage is made of. Writes one line of JSON: `PlayedMasters`.
 */
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { page } from '../../../rehearsal/people/masters-habits.ts';
import { openMasters } from '../../../rehearsal/productions/masters.ts';
import { rehearse } from '../../../rehearsal/rehearse.ts';
import { masterDies } from '../../../rehearsal/scenarios/master-dies.ts';
import { TOKEN_SECRET } from '../../../rehearsal/shop/masters.ts';
import { openStage } from '../../../rehearsal/stage/stage.ts';

export interface PlayedMasters {
  readonly claims: number;
  readonly contradictions: readonly string[];
  readonly figures: readonly string[];
  /** Of a scenario in which nobody can ask for etcd's health. */
  readonly contradictionsWithoutToken: readonly string[];
  readonly mailsWithoutToken: readonly string[];
  readonly processGroups: readonly number[];
}

const stage = await openStage(openMasters, {
  log: () => {},
  progress: () => {},
  signal: new AbortController().signal,
});
const processGroups: number[] = [];
let played: PlayedMasters;
try {
  const whole = await rehearse(stage, masterDies, { seed: 1 });
  await stage.clients.secretsManager.send(
    new PutSecretValueCommand({ SecretId: TOKEN_SECRET, SecretString: 'nobodys' }),
  );
  const broken = await rehearse(
    stage,
    {
      ...masterDies,
      name: 'without-token',
      when: async ({ onCall, scene }) => {
        for (const member of ['a', 'b', 'c'] as const) {
          processGroups.push(scene.masters.machineOf('main', member)?.processGroup ?? 0);
        }
        // What functions have read is used for five minutes.
        await onCall.waits(6);
        await onCall.rollsMasters();
        await onCall.isTold(page('CredentialsRefused'));
      },
    },
    { seed: 1 },
  );
  played = {
    claims: whole.outcomes.length,
    contradictions: whole.outcomes.flatMap(({ contradictions }) => contradictions),
    figures: whole.figures,
    contradictionsWithoutToken: broken.outcomes.flatMap(({ contradictions }) => contradictions),
    mailsWithoutToken: broken.evidence.situation.mails.map(({ subject }) => subject),
    processGroups,
  };
} finally {
  await stage.close();
}
process.stdout.write(`${JSON.stringify(played)}\n`, () => process.exit(0));
