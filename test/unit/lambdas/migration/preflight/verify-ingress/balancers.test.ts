import { NONE } from '../../../../../../lambdas/migration/domain/balancer-traits.ts';
import { CLUSTER, LEGACY, poolIn, problems, TRAITS, verified } from './ingress-to-verify.ts';

const differs = (trait: string) => `warn ${CLUSTER.dnsName} (${trait}) ingress-balancer-differs`;

/** The settings of each side, where they differ from what both have. */
function sides(cluster: Partial<typeof TRAITS>, legacy: Partial<typeof TRAITS> = {}) {
  return {
    traits: {
      [CLUSTER.dnsName]: { ...TRAITS, ...cluster },
      [LEGACY.dnsName]: { ...TRAITS, ...legacy },
    },
  };
}

const acl = (name: string) => ({ webAcl: { known: true, value: { arn: `arn:${name}`, name } } }) as const;

it.each([
  ['a shorter idle time-out', { idleSeconds: 30 }, {}, ['idle time-out']],
  ['a longer one', { idleSeconds: 300 }, {}, []],
  ['no HTTP/2', { http2: false }, {}, ['HTTP/2']],
  ['HTTP/2 where legacy has none', {}, { http2: false }, []],
  ['another mode of X-Forwarded-For', { forwardedFor: 'preserve' }, {}, ['X-Forwarded-For']],
  ['the proxy protocol', { proxyProtocol: true }, {}, ['proxy protocol']],
  ['no proxy protocol where legacy has it', {}, { proxyProtocol: true }, ['proxy protocol']],
  ['stickiness', { sticky: true }, {}, ['stickiness']],
  ['none where legacy has it', {}, { sticky: true }, ['stickiness']],
  ['stickiness as legacy has it', { sticky: true }, { sticky: true }, ['stickiness']],
  ['a web ACL where legacy has none', acl('strict'), {}, ['web ACL']],
  ['none where legacy has one', {}, acl('shop'), ['web ACL']],
  ['another web ACL than legacy', acl('strict'), acl('shop'), ['web ACL']],
  ['legacy’s web ACL', acl('shop'), acl('shop'), []],
  ['two differences', { idleSeconds: 30, sticky: true }, {}, ['idle time-out', 'stickiness']],
] as const)('A cluster with %s', async (_what, cluster, legacy, expected) => {
  expect(await problems(sides(cluster, legacy))).toEqual(expected.map(differs));
});

it.each(['settings', 'targets'])('Whose %s can’t be read fails, and hides nothing else', async (what) => {
  const denied = new Error('denied');
  const without = what === 'targets' ? { pools: denied } : { traits: { [CLUSTER.dnsName]: denied } };
  expect(await problems(without)).toEqual([`fail ${CLUSTER.dnsName} (${what}) ingress-balancer-unreadable`]);
});

it('Targets that are no hosts are unknown, and hide nothing else', async () => {
  const pools = [{ name: 'web', uncounted: 'its target is the Lambda function web' }];
  expect(await problems({ pools })).toEqual([
    `unknown ${CLUSTER.dnsName} (targets) ingress-balancer-unknown`,
  ]);
});

it('A network load balancer where legacy has a web ACL is said to have no way to one', async () => {
  const network = { family: 'network', webAcl: NONE, forwardedFor: 'append' } as const;
  const { findings } = await verified(sides(network, acl('shop')));
  const [finding] = findings.filter(({ code }) => code === 'ingress-balancer-differs');
  expect(finding?.seen).toContain(
    "the cluster's has no web ACL (a network load balancer can't have one), legacy's has the web ACL shop.",
  );
  expect(finding?.toDo).toContain('an application load balancer with this web ACL');
});

it.each([
  ['cluster', CLUSTER.dnsName],
  ['legacy', LEGACY.dnsName],
])('A web ACL of %s that can’t be read fails, and hides no other difference', async (_whose, name) => {
  const unread = { webAcl: { known: false, why: 'denied' } } as const;
  const [cluster, legacy] = name === CLUSTER.dnsName ? [unread, acl('shop')] : [acl('shop'), unread];
  expect(await problems(sides({ ...cluster, idleSeconds: 30 }, legacy))).toEqual([
    `fail ${name} (web ACL) ingress-balancer-unreadable`,
    differs('idle time-out'),
  ]);
});

it('Legacy’s load balancer in another account is unknown', async () => {
  expect(await problems({ traits: { [LEGACY.dnsName]: undefined } })).toEqual([
    `unknown ${LEGACY.dnsName} (settings) ingress-balancer-unknown`,
  ]);
});

it.each([
  ['one zone', [poolIn('us-west-1a', 'us-west-1a')]],
  ['none', []],
  ['one zone of its load balancer', [{ ...poolIn('us-west-1a', 'us-west-1c'), zones: ['us-west-1a'] }]],
])('Targets that are healthy in %s only fail', async (_what, pools) => {
  expect(await problems({ pools })).toEqual([`fail ${CLUSTER.dnsName} ingress-one-zone`]);
});

it.each(['', 'all'])('Targets of a zone that is not known (%j) count as another one', async (zone) => {
  const [pool] = [poolIn('us-west-1a', zone)];
  expect(await problems({ pools: [{ ...pool, zones: ['us-west-1a'] }] })).toEqual([]);
});

it('Two target groups in a zone each are in two zones', async () => {
  expect(await problems({ pools: [poolIn('us-west-1a'), poolIn('us-west-1c')] })).toEqual([]);
});
