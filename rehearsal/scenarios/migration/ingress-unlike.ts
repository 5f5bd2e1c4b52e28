import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { NOT_BEGUN } from '../../checks/migration/outcomes.ts';
import { migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

const exactlyThese: MigrationCheck = {
  claim: 'The notification has each way in which the cluster is unlike legacy, and no other',
  contradictions: ({ situation, scene: { planted } }) => {
    const blocking = planted
      .flatMap(({ expected }) => expected?.findings ?? [])
      .filter(({ level, check }) => level === 'fail' && check === 'VerifyIngress')
      .map(({ subject, code }) => `${subject} (${code})`);
    const bodies = situation.mails.map(({ body }) => body).join('\n');
    const said = [...bodies.matchAll(/VerifyIngress (.+? \(ingress-[a-z-]+\)): /g)].map(
      ([, what = '']) => what,
    );
    const missing = blocking.filter((each) => !said.includes(each));
    const more = said.filter((each) => !blocking.includes(each));
    return [...missing.map((each) => `missing: ${each}`), ...more.map((each) => `not planted: ${each}`)];
  },
};

/** Nobody has noticed, because nobody but testers was ever sent to the cluster. */
export const ingressUnlike: MigrationScenario = {
  of: 'migration',
  name: 'ingress-unlike',
  about:
    'the cluster lacks a name, a certificate, a redirect and older TLS, which legacy has: the migration does not begin',
  // The first only warns, so it is not among what blocks.
  patches: ['web-acl-on-one-side', 'ingress-unlike'],
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [...NOT_BEGUN, exactlyThese],
};
