import { atShare } from '../../../../../rehearsal/trials/migration/subject.ts';
import { subjectOf } from '../../../../../rehearsal/trials/migration/subject-of.ts';
import { shopEstate } from '../../../../support/shop.ts';

const START = Date.UTC(2027, 0, 4, 8);
const NAMES = [
  'www.shop.test.',
  // It leads to www, as the moved name blog does.
  'm.shop.test.',
  'blog.shop.test.',
  'basket.apps.shop.test.',
  'status.shop.test.',
  'elsewhere.test.',
];
const behaviour = {
  traffic: { requestsPerMinute: 100, swing: 0, busiestHour: 12 },
  resolvers: 10,
  names: NAMES.map((name) => ({ name, popularity: 1 / NAMES.length })),
  ownMetrics: [],
  queries: [],
};
const subject = () => subjectOf(shopEstate(), behaviour, 1, START);

it('has the steps, the alarms that roll back, and the cluster’s load balancer', () => {
  const { steps, alarms, cluster, others } = subject();
  expect(steps.map(({ percent }) => percent)).toEqual([5, 25, 50, 75, 100]);
  expect(alarms).toContain('shop-cluster-5xx');
  expect(cluster.id).toMatch(/^app\/k8s-ingress\//);
  expect(
    cluster
      .hosts()
      .flatMap(({ healthy }) => [...healthy.values()])
      .every((hosts) => hosts > 0),
  ).toBe(true);
  expect(others.map(({ id }) => id)).toContain('legacy-shop');
});

it('knows of the names that clients ask for which of them move', () => {
  const { names, moved } = subject();
  expect(names.map(({ name }) => name)).toEqual(NAMES.slice(0, -1));
  expect(moved).toEqual(['www.shop.test.', 'm.shop.test.', 'blog.shop.test.', 'basket.apps.shop.test.']);
});

it('answers these with the cluster as often as a step says, and the others as ever', () => {
  const all = subject();
  const { cluster } = all;
  const at = atShare(all, 25);
  for (const family of ['A', 'AAAA'] as const) {
    const answers = at.possibleAnswers('www.shop.test.', family, START);
    const onCluster = answers.filter(({ endpoint }) => endpoint === cluster.dnsName);
    expect(onCluster.map(({ share }) => share)).toEqual([0.25]);
    expect(answers.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1);
  }
  expect(at.possibleAnswers('status.shop.test.', 'A', START)).toEqual(
    all.before.possibleAnswers('status.shop.test.', 'A', START),
  );
});

it('leaves a family alone for which the cluster has no address', () => {
  const all = subject();
  const at = atShare({ ...all, cluster: { ...all.cluster, ipv6: [] } }, 25);
  expect(at.possibleAnswers('www.shop.test.', 'AAAA', START)).toEqual(
    all.before.possibleAnswers('www.shop.test.', 'AAAA', START),
  );
});

it('lets who got legacy’s answer ask again as soon as who got the cluster’s: TTLs have been lowered by then', () => {
  const all = subject();
  const slow = {
    ...all.before,
    versionAt: () => '1',
    possibleAnswers: () => [{ endpoint: 'legacy.test.', ttlSeconds: 86_400, share: 1 }],
  };
  const answers = atShare({ ...all, before: slow }, 25).possibleAnswers('www.shop.test.', 'A', START);
  expect(answers.map(({ ttlSeconds }) => ttlSeconds)).toEqual([all.ttlSeconds, all.ttlSeconds]);
  expect(
    atShare({ ...all, before: slow }, 25).possibleAnswers('status.shop.test.', 'A', START),
  ).toMatchObject([{ ttlSeconds: 86_400 }]);
});

it('moves both families of a name that a CNAME answers for, whatever addresses the cluster has', () => {
  const all = subject();
  expect(all.cnames).toContain('blog.shop.test.');
  expect(all.cnames).not.toContain('www.shop.test.');
  const at = atShare({ ...all, cluster: { ...all.cluster, ipv6: [] } }, 25);
  const onCluster = at
    .possibleAnswers('blog.shop.test.', 'AAAA', START)
    .filter(({ endpoint }) => endpoint === all.cluster.dnsName);
  expect(onCluster.map(({ share }) => share)).toEqual([0.25]);
});
