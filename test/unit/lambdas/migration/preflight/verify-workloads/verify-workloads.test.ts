import { uncovered } from '../../../../../../lambdas/migration/domain/readiness/coverage.ts';
import type { Resource } from '../../../../../../lambdas/migration/domain/workloads/resources.ts';
import { verifyWorkloads } from '../../../../../../lambdas/migration/preflight/verify-workloads/verify-workloads.ts';
import { someSettings } from '../../../../../support/migration/settings.ts';
import {
  AGENT,
  clusterApi,
  findingsOf,
  inWords,
  NOBODYS,
  SETTINGS,
  WEB,
  WELL,
  wrongIn,
} from './some-cluster.ts';

describe('VerifyWorkloads', () => {
  it('asks nothing where no workloads are configured', async () => {
    const api = () => {
      throw new Error('nobody is asked');
    };
    expect(await verifyWorkloads(someSettings(), NOBODYS, api)).toEqual({
      check: 'VerifyWorkloads',
      findings: [],
      notAsked: 'No `workloads` are configured.',
    });
  });

  it('passes a cluster that is ready, with a finding for each thing that it looked at', async () => {
    expect((await findingsOf()).map(inWords)).toEqual([
      'pass nodes-ready nodes',
      'pass daemonset-ready daemonset logging/agent',
      'pass name-routed www.shop.test',
      'pass deployment-available deployment shop/web',
      'pass certificates-ready certificates',
      'pass pull-secret-there secret shop/registry',
      'pass external-dns-leaves-names external-dns',
    ]);
  });

  it.each([
    ['TransientFailure', 'connect ETIMEDOUT', 'workloads-api-unreachable'],
    ['InvalidSettings', 'api.certificateAuthority is not a certificate', 'workloads-api-unreachable'],
  ])('says it once, for all, when nobody can be asked: %s', async (name, message, code) => {
    const version = async () => {
      throw Object.assign(new Error(message), { name });
    };
    const { findings } = await verifyWorkloads(SETTINGS, NOBODYS, () => ({ ...clusterApi(WELL), version }));
    expect(findings.map(inWords)).toEqual([`fail ${code} VerifyWorkloads`]);
    expect(findings[0]?.seen).toContain(message);
  });

  it.each([
    ['it refuses the token (401)', 'Store the ServiceAccount’s present token in it.'],
    [
      'InvalidRequestException: it was marked for deletion.',
      'aws secretsmanager restore-secret --secret-id arn:',
    ],
    ['ResourceNotFoundException: no AWSCURRENT', 'aws secretsmanager put-secret-value --secret-id arn:'],
    ['DecryptionFailure: the key is disabled', 'Enable its key'],
    ['AccessDeniedException: Access to KMS is not allowed', '`workloads.api.tokenSecretKey`'],
  ])('names the secret of the token, and what to do first: %s', async (message, toDo) => {
    const version = async () => {
      throw Object.assign(new Error(message), { name: 'CredentialsUnreadable' });
    };
    const result = await verifyWorkloads(SETTINGS, NOBODYS, () => ({ ...clusterApi(WELL), version }));
    const name = SETTINGS.workloads?.api.tokenSecretArn.split(':').slice(6).join(':');
    expect(result.findings.map(inWords)).toEqual([`fail workloads-token-refused secret ${name}`]);
    expect(result.findings[0]?.toDo).toContain(toDo);
    // It stands for all that was to be judged.
    expect(uncovered(SETTINGS, [result]).filter(({ check }) => check === result.check)).toEqual([]);
  });

  describe('that may not list', () => {
    const cases: readonly { readonly resource: Resource; readonly subjects: readonly string[] }[] = [
      { resource: 'nodes', subjects: ['nodes'] },
      { resource: 'daemonsets', subjects: ['daemonset logging/agent'] },
      { resource: 'deployments', subjects: ['www.shop.test', 'external-dns'] },
      { resource: 'services', subjects: ['www.shop.test', 'external-dns'] },
      { resource: 'ingresses', subjects: ['www.shop.test', 'external-dns'] },
      { resource: 'httproutes', subjects: ['www.shop.test', 'external-dns'] },
      { resource: 'certificates', subjects: ['certificates'] },
      { resource: 'events', subjects: ['secret shop/registry'] },
    ];

    it.each(cases)(
      '$resource says which rule is missing, and judges the rest',
      async ({ resource, subjects }) => {
        const findings = await findingsOf({}, { denied: [resource] });
        const failed = findings.filter(({ level }) => level !== 'pass');
        expect(failed.map(inWords)).toEqual(subjects.map((each) => `fail workloads-denied ${each}`));
        expect(failed[0]?.toDo).toContain(`resources: [${resource}], verbs: [list] }`);
        expect(findings.length).toBeGreaterThan(failed.length);
      },
    );

    it.each(cases)('$resource because that breaks says so', async ({ resource, subjects }) => {
      const wrong = subjects.map((subject) => `fail workloads-unreadable ${subject}`);
      expect(await wrongIn({}, { broken: [resource] })).toEqual(wrong);
    });
  });

  it('needs neither the Gateway API nor cert-manager', async () => {
    expect(await wrongIn({}, { absent: ['httproutes', 'certificates'] })).toEqual([]);
  });

  it('judges a Deployment once, however many names lead to it', async () => {
    const zones = SETTINGS.zones.map((zone) => ({ ...zone, records: ['www.shop.test.', 'shop.test.'] }));
    const ingresses = ['www.shop.test', 'shop.test'].flatMap((host) =>
      WELL.ingresses.map((ingress) => ({ ...ingress, host })),
    );
    const findings = await findingsOf({ ingresses }, { settings: { ...SETTINGS, zones } });
    expect(findings.filter(({ code }) => code === 'deployment-available')).toHaveLength(1);
  });

  it('takes a secret to be missing if a kubelet says so', async () => {
    const event = {
      namespace: 'shop',
      pod: 'other-7d9',
      secrets: ['other', 'registry'],
      lastSeen: '2027-01-04T07:59:00Z',
    };
    const missing = 'fail pull-secret-missing secret shop/registry';
    expect(await wrongIn({ events: [event] })).toEqual([missing]);
    expect(await wrongIn({ events: [{ ...event, namespace: 'test' }] })).toEqual([]);
    expect(await wrongIn({ events: [{ ...event, secrets: ['other'] }] })).toEqual([]);
  });

  it('takes a secret to be missing that only the ServiceAccount of the pods names', async () => {
    const event = {
      namespace: 'shop',
      pod: 'web-7d9',
      secrets: ['of-account'],
      lastSeen: '2027-01-04T07:59:00Z',
    };
    expect(await wrongIn({ events: [event] })).toEqual(['fail pull-secret-missing secret shop/of-account']);
    expect(await wrongIn({ events: [{ ...event, pod: 'web2-7d9' }] })).toEqual([]);
  });

  it('does not know of a secret that no kubelet has looked for', async () => {
    expect(await wrongIn({ deployments: [{ ...WEB, replicas: 0, available: 0 }] })).toEqual([
      'fail deployment-not-available deployment shop/web',
      'unknown pull-secret-unknown secret shop/registry',
    ]);
  });

  it('knows of a secret when one of those that name it runs', async () => {
    const agent = { ...AGENT, namespace: 'shop', name: 'logs', pullSecrets: ['registry'] };
    const workloads = SETTINGS.workloads && {
      ...SETTINGS.workloads,
      daemonSets: [{ namespace: 'shop', name: 'logs' }],
    };
    const settings = { ...SETTINGS, ...(workloads && { workloads }) };
    const deployments = [{ ...WEB, replicas: 0, available: 0 }];
    expect(await wrongIn({ deployments, daemonsets: [agent] }, { settings })).toEqual([
      'fail deployment-not-available deployment shop/web',
    ]);
  });
});
