import { createServer } from 'node:http';
import type { Resource } from '../../../lambdas/migration/domain/workloads/resources.ts';
import { listening } from '../../../rehearsal/tools/listening.ts';
import { asking, RULES, started } from './some-api.ts';

const nodes = Array.from({ length: 5 }, (_, i) => ({ metadata: { name: `node-${i}` } }));

describe('The API of the cluster, as the product asks it', () => {
  it('says its version', async () => {
    const api = await asking(await started({}));
    expect(await api.version()).toBe('v1.36.2');
  });

  it.each([1, 2, 5, 50])('lists all in pages of %d', async (aPage) => {
    const api = await asking(await started({ nodes }), { aPage });
    const listed = await api.list('nodes');
    expect(listed.kind === 'listed' && listed.items.map(({ name }) => name)).toEqual(
      nodes.map(({ metadata }) => metadata.name),
    );
  });

  it('tells what may not be listed from what is not installed, and from what is not there', async () => {
    const rules = RULES.filter(({ apiGroups }) => !apiGroups.includes('apps'));
    const api = await asking(await started({ certificates: [] }, { rules }));
    const kindOf = async (resource: Resource) => await api.list(resource);
    expect(await kindOf('deployments')).toEqual({ kind: 'denied' });
    expect(await kindOf('httproutes')).toEqual({ kind: 'absent' });
    expect(await kindOf('certificates')).toEqual({ kind: 'listed', items: [] });
    expect(await kindOf('nodes')).toEqual({ kind: 'listed', items: [] });
  });

  it('is refused with a wrong token', async () => {
    const api = await asking(await started({}), { token: 'other' });
    await expect(api.version()).rejects.toMatchObject({ name: 'CredentialsUnreadable' });
    await expect(api.list('nodes')).rejects.toMatchObject({ name: 'CredentialsUnreadable' });
  });

  it('is asked at the next address when one does not answer, and from then on there first', async () => {
    const port = await started({ nodes });
    const api = await asking(port, { addresses: ['127.0.0.2', '127.0.0.1'], aPage: 1 });
    expect(await api.list('nodes')).toMatchObject({ kind: 'listed' });
    const nobody = await asking(port, { addresses: ['127.0.0.2', '127.0.0.3'] });
    await expect(nobody.version()).rejects.toMatchObject({
      name: 'TransientFailure',
      message: expect.stringMatching(/127\.0\.0\.2 port .*; 127\.0\.0\.3 port /),
    });
    await expect((await asking(port, { addresses: [] })).version()).rejects.toThrow('no address was found');
  });

  it('is read up to a limit of objects, and of bytes', async () => {
    const port = await started({ nodes });
    await expect((await asking(port, { most: 4, aPage: 2 })).list('nodes')).rejects.toThrow(
      'there are more than 4 nodes, the most that are read',
    );
    await expect((await asking(port, { largestBody: 100 })).list('nodes')).rejects.toThrow(
      'the answer is longer than 100 bytes',
    );
  });

  describe('that reads', () => {
    const metadata = { namespace: 'shop', name: 'web', generation: 3 };
    const PRESSED = [
      { type: 'DiskPressure', status: 'True' },
      { type: 'MemoryPressure', status: 'False' },
    ];

    it.each([
      [{ reason: 'Ready' }, { isReady: false, reason: 'its kubelet says nothing' }],
      [
        { conditions: [{ type: 'Ready', status: 'Unknown', message: 'stopped posting' }] },
        { isReady: false, reason: 'stopped posting' },
      ],
      [
        {
          conditions: [...PRESSED, { type: 'Ready', status: 'True' }],
          nodeInfo: { kubeletVersion: 'v1.36.1' },
        },
        { isReady: true, reason: '', version: 'v1.36.1', troubles: ['DiskPressure'] },
      ],
    ])('a node with the status %j', async (status, expected) => {
      const api = await asking(await started({ nodes: [{ ...nodes[0], metadata, status } as never] }));
      expect(await api.list('nodes')).toMatchObject({ items: [expected] });
    });

    it('a Deployment: what was not said is what Kubernetes takes it for', async () => {
      const spec = {
        template: {
          metadata: { labels: { app: 'web' } },
          spec: {
            imagePullSecrets: [{ name: 'registry' }, {}],
            containers: [{ env: [{ value: 'confidential' }] }],
          },
        },
      };
      const conditions = [
        { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
        { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'timed out' },
        { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'quota' },
      ];
      const deployments = [{ metadata, spec, status: { observedGeneration: 2, conditions } }];
      const api = await asking(await started({ deployments }));
      expect(await api.list('deployments')).toEqual({
        kind: 'listed',
        items: [
          {
            kind: 'Deployment',
            namespace: 'shop',
            name: 'web',
            labels: { app: 'web' },
            pullSecrets: ['registry'],
            isObserved: false,
            replicas: 1,
            available: 0,
            updated: 0,
            problem: 'ProgressDeadlineExceeded: timed out; FailedCreate: quota',
          },
        ],
      });
    });

    it.each([
      [
        {
          args: [
            '--policy=upsert-only',
            '--source',
            'ingress',
            '--source=service',
            '--dry-run',
            '--log-level=debug',
          ],
        },
        { policy: ['upsert-only'], source: ['ingress', 'service'], 'dry-run': ['true'] },
      ],
      [
        {
          command: ['/bin/external-dns', '--txt-owner-id=shop'],
          env: [
            { name: 'EXTERNAL_DNS_DOMAIN_FILTER', value: 'a.test\nb.test' },
            { name: 'EXTERNAL_DNS_TXT_OWNER_ID', value: 'not this' },
            { name: 'AWS_SECRET_ACCESS_KEY', value: 'confidential' },
          ],
        },
        { 'txt-owner-id': ['shop'], 'domain-filter': ['a.test', 'b.test'] },
      ],
    ])('external-dns by its flags, and nothing else of them: %j', async (container, flags) => {
      const image = 'registry.k8s.io/external-dns/external-dns:v0.19.0';
      const spec = { template: { spec: { containers: [{ image: 'proxy:1' }, { image, ...container }] } } };
      const api = await asking(await started({ deployments: [{ metadata, spec } as never] }));
      expect(await api.list('deployments')).toMatchObject({ items: [{ externalDns: { flags } }] });
    });

    it.each(['external-dns-webhook:1', 'my-external-dns:1', 'external-dns/other:1'])(
      'no external-dns in %s',
      async (image) => {
        const spec = { template: { spec: { containers: [{ image }] } } };
        const api = await asking(await started({ deployments: [{ metadata, spec } as never] }));
        const listed = await api.list('deployments');
        expect(listed.kind === 'listed' && listed.items[0]).not.toHaveProperty('externalDns');
      },
    );

    it('a DaemonSet: where it is to run, and by which rules', async () => {
      const spec = {
        template: {
          spec: {
            nodeSelector: { disk: 'ssd' },
            tolerations: [{ operator: 'Exists' }, { key: 'a', value: 'b', effect: 'NoSchedule' }],
            affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } },
          },
        },
      };
      const status = {
        observedGeneration: 3,
        desiredNumberScheduled: 4,
        numberReady: 3,
        updatedNumberScheduled: 2,
      };
      const api = await asking(await started({ daemonsets: [{ metadata, spec, status } as never] }));
      expect(await api.list('daemonsets')).toMatchObject({
        items: [
          {
            isObserved: true,
            desired: 4,
            ready: 3,
            updated: 2,
            selector: { disk: 'ssd' },
            tolerations: [
              { key: '', value: '', effect: '', exists: true },
              { key: 'a', value: 'b', effect: 'NoSchedule', exists: false },
            ],
            hasAffinity: true,
          },
        ],
      });
    });

    it('a certificate', async () => {
      const conditions = [{ type: 'Ready', status: 'False', message: 'Waiting' }];
      const certificates = [
        { metadata, spec: { dnsNames: ['a.test'] }, status: { conditions } },
        { metadata, spec: { commonName: 'b.test' } },
      ];
      const api = await asking(await started({ certificates }));
      expect(await api.list('certificates')).toMatchObject({
        items: [
          { dnsNames: ['a.test'], isReady: false, message: 'Waiting' },
          { dnsNames: ['b.test'], isReady: false, message: '' },
        ],
      });
    });

    it('of events only those of kubelets that miss a secret', async () => {
      const event = {
        metadata: { namespace: 'shop', name: 'web.1' },
        involvedObject: { kind: 'Pod', namespace: 'shop', name: 'web-1' },
        reason: 'FailedToRetrieveImagePullSecret',
        message:
          'Unable to retrieve some image pull secrets (one, two); attempting to pull the image may not succeed.',
        lastTimestamp: '2027-01-04T07:59:00Z',
      };
      const api = await asking(await started({ events: [event, { ...event, reason: 'Pulled' }] }));
      expect(await api.list('events')).toEqual({
        kind: 'listed',
        items: [
          { namespace: 'shop', pod: 'web-1', secrets: ['one', 'two'], lastSeen: '2027-01-04T07:59:00Z' },
        ],
      });
    });
  });

  it('that speaks no TLS is none', async () => {
    const server = await listening(createServer());
    const api = await asking(server.port);
    await expect(api.version()).rejects.toMatchObject({ name: 'TransientFailure' });
    await server.close();
  });
});
