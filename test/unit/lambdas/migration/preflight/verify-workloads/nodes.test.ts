import { AGENT, findingsOf, node, WELL, wrongIn } from './some-cluster.ts';

describe('VerifyWorkloads, of nodes', () => {
  it('says how many there are, and of which version', async () => {
    const [nodes] = await findingsOf();
    expect(nodes?.seen).toBe('3 nodes ready (v1.36.2); the API server is v1.36.2.');
  });

  it.each([
    ['is not ready', { isReady: false, reason: 'PLEG is not healthy' }, 'fail node-not-ready node c'],
    ['has no room on its disk', { troubles: ['DiskPressure'] }, 'warn node-in-trouble node c'],
    ['is cordoned', { isCordoned: true }, 'warn node-cordoned node c'],
    ['is newer than the API server', { version: 'v1.37.0' }, 'fail node-version-skew node c'],
    ['is too old', { version: 'v1.32.9' }, 'fail node-version-skew node c'],
    ['says no version', { version: '' }, 'fail node-version-skew node c'],
  ])('finds one that %s', async (_what, more, finding) => {
    const daemonsets = [{ ...AGENT, desired: 4, ready: 4, updated: 4 }];
    expect(await wrongIn({ nodes: [...WELL.nodes, node('c', more)], daemonsets })).toEqual([finding]);
  });

  it.each(['v1.36.9', 'v1.35.0', 'v1.33.1-aws.2'])('takes a kubelet of %s', async (version) => {
    const daemonsets = [{ ...AGENT, desired: 4, ready: 4, updated: 4 }];
    expect(await wrongIn({ nodes: [...WELL.nodes, node('c', { version })], daemonsets })).toEqual([]);
  });

  it('fails without any', async () => {
    expect(await wrongIn({ nodes: [] })).toEqual(['fail node-not-ready nodes']);
  });
});

describe('VerifyWorkloads, of DaemonSets', () => {
  it('warns of one that runs as it was defined before, beside whatever else is wrong', async () => {
    const old = 'warn daemonset-rolling daemonset logging/agent';
    expect(await wrongIn({ daemonsets: [{ ...AGENT, updated: 1 }] })).toEqual([old]);
    expect(await wrongIn({ daemonsets: [{ ...AGENT, updated: 1, selector: { disk: 'ssd' } }] })).toEqual([
      old,
      'fail daemonset-not-everywhere daemonset logging/agent',
    ]);
  });

  it.each([
    ['is not there', [], 'daemonset-missing'],
    ['is in another namespace', [{ ...AGENT, namespace: 'test' }], 'daemonset-missing'],
    ['is not ready on a node', [{ ...AGENT, ready: 2 }], 'daemonset-not-ready'],
    ['was changed just now', [{ ...AGENT, isObserved: false }], 'daemonset-not-ready'],
    ['runs on too few nodes', [{ ...AGENT, desired: 1, ready: 1 }], 'daemonset-not-everywhere'],
    ['runs nowhere', [{ ...AGENT, desired: 0, ready: 0 }], 'daemonset-not-everywhere'],
    ['selects other nodes', [{ ...AGENT, selector: { disk: 'ssd' } }], 'daemonset-not-everywhere'],
  ])('finds one that %s', async (_what, daemonsets, code) => {
    expect(await wrongIn({ daemonsets })).toEqual([`fail ${code} daemonset logging/agent`]);
  });

  const taint = { key: 'dedicated', value: 'shop', effect: 'NoSchedule' };
  const tainted = [...WELL.nodes, node('c', { taints: [taint] })];
  const all = { desired: 4, ready: 4, updated: 4 };

  it.each([
    ['no toleration', []],
    ['one of another key', [{ key: 'gpu', value: '', effect: '', exists: true }]],
    ['one of another value', [{ key: 'dedicated', value: 'test', effect: '', exists: false }]],
    ['one of another effect', [{ key: 'dedicated', value: '', effect: 'NoExecute', exists: true }]],
  ])('finds one that %s keeps off a node', async (_what, tolerations) => {
    const findings = await findingsOf({ nodes: tainted, daemonsets: [{ ...AGENT, ...all, tolerations }] });
    const [agent] = findings.filter(({ code }) => code === 'daemonset-not-everywhere');
    expect(agent?.seen).toBe(
      'It does not run on every node: c (it does not tolerate the taint dedicated:NoSchedule).',
    );
  });

  it.each([
    ['its value', [{ key: 'dedicated', value: 'shop', effect: '', exists: false }]],
    ['its key', [{ key: 'dedicated', value: '', effect: 'NoSchedule', exists: true }]],
  ])('passes one that tolerates a taint by %s', async (_what, tolerations) => {
    expect(await wrongIn({ nodes: tainted, daemonsets: [{ ...AGENT, ...all, tolerations }] })).toEqual([]);
  });

  it.each([
    ['of Kubernetes itself', { key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }],
    ['that only advises', { ...taint, effect: 'PreferNoSchedule' }],
  ])('takes no notice of a taint %s', async (_what, each) => {
    const nodes = [...WELL.nodes, node('c', { taints: [each] })];
    expect(await wrongIn({ nodes, daemonsets: [{ ...AGENT, ...all, tolerations: [] }] })).toEqual([]);
  });
});
