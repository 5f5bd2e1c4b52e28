import type { MigrationCheck } from '../../checks/migration/evidence.ts';
import { NOT_BEGUN } from '../../checks/migration/outcomes.ts';
import { migrates } from '../../people/migration/habits.ts';
import type { MigrationScenario } from './scenario.ts';

const BALANCER = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';

/** What clients would have met, and nothing else of the ingress. */
const BLOCKING = [
  ...['/', '/login', 'http://api.shop.test/'].map(
    (path) => `api.shop.test (${path}) (ingress-default-backend)`,
  ),
  ...['shop.test', 'www.shop.test', 'blog.shop.test', 'img.shop-cdn.test'].map(
    (name) => `${name} (/login) (ingress-answer-differs)`,
  ),
  '*.apps.shop.test (basket.apps.shop.test/login) (ingress-answer-differs)',
  'img.shop-cdn.test (ingress-certificate-name)',
  ...['TLS 1.2 with GCM', 'TLS 1.2 with CBC'].map((kind) => `${BALANCER} (${kind}) (ingress-clients-lost)`),
].toSorted();

const exactlyThese: MigrationCheck = {
  claim: 'The notification has each way in which the cluster is unlike legacy, and no other',
  contradictions: ({ situation }) => {
    const bodies = situation.mails.map(({ body }) => body).join('\n');
    const said = [...bodies.matchAll(/VerifyIngress (.+? \(ingress-[a-z-]+\)): /g)].map(
      ([, what = '']) => what,
    );
    const missing = BLOCKING.filter((each) => !said.includes(each));
    const more = said.filter((each) => !BLOCKING.includes(each));
    return [...missing.map((each) => `missing: ${each}`), ...more.map((each) => `not planted: ${each}`)];
  },
};

/** Nobody has noticed, because nobody but testers was ever sent to the cluster. */
export const ingressUnlike: MigrationScenario = {
  of: 'migration',
  name: 'ingress-unlike',
  about:
    'the cluster lacks a name, a certificate, a redirect and older TLS, which legacy has: the migration does not begin',
  given: {
    // It only warns, so it is not among what blocks.
    patches: ['web-acl-on-one-side', 'ingress-unlike'],
  },
  when: async ({ onCall }) => {
    const migration = await migrates(onCall);
    await onCall.seesTheEndOf(migration);
  },
  checks: [...NOT_BEGUN, exactlyThese],
};
