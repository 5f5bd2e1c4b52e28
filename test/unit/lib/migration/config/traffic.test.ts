import { Lazy } from 'aws-cdk-lib';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });

describe('traffic', () => {
  const METRIC = ['traffic', 'legacy', 0];
  itRefuses([
    {
      wrong: 'a metric that is none',
      put: METRIC,
      value: 'RequestCount',
      expects: 'a metric: a plain object',
      advises: 'namespace',
    },
    {
      wrong: 'no metric',
      put: ['traffic', 'cluster'],
      value: [],
      shows: 'empty',
      expects: '1 to 100',
      advises: 'leave it out',
    },
    {
      wrong: 'a namespace left out',
      put: [...METRIC, 'namespace'],
      value: undefined,
      expects: "a metric's namespace",
      advises: 'AWS/ApplicationELB',
    },
    {
      wrong: 'an empty name',
      put: [...METRIC, 'metricName'],
      value: '',
      expects: "a metric's name",
      advises: 'RequestCount',
    },
    {
      wrong: 'dimensions left out',
      put: [...METRIC, 'dimensions'],
      value: undefined,
      expects: "the metric's dimensions",
      advises: 'LoadBalancer',
    },
    {
      wrong: 'a dimension without a value',
      put: [...METRIC, 'dimensions'],
      value: { 'Load Balancer': 7 },
      at: 'traffic.legacy[0].dimensions["Load Balancer"]',
      shows: '7',
      expects: "a dimension's value",
      advises: 'LoadBalancer',
    },
    {
      wrong: '31 dimensions',
      put: [...METRIC, 'dimensions'],
      value: Object.fromEntries(Array.from({ length: 31 }, (_, i) => [`d${i}`, 'x'])),
      shows: '31',
      expects: '30',
      advises: 'fewer',
    },
    {
      wrong: 'a metric twice',
      put: ['traffic', 'legacy', 1],
      value: { metricName: 'RequestCount', namespace: 'AWS/ELB', dimensions: { LoadBalancerName: 'legacy' } },
      shows: 'AWS/ELB',
      expects: 'each metric',
      advises: 'traffic.legacy[0] is the same',
    },
    {
      wrong: 'a metric on both sides',
      put: ['traffic', 'cluster', 0],
      value: fullest().traffic?.legacy?.[0],
      shows: 'AWS/ELB',
      expects: 'on one side',
      advises: 'traffic.legacy[0] is the same',
    },
    ...[' ', ':Requests', 'x'.repeat(256), 'Request\nCount'].map((value) => ({
      wrong: `the name ${JSON.stringify(value)}`,
      put: [...METRIC, 'metricName'],
      value,
      shows: '',
      expects: '1 to 255 characters',
      advises: 'RequestCount',
    })),
    {
      wrong: 'a namespace with a colon in front',
      put: [...METRIC, 'namespace'],
      value: ':AWS/ELB',
      expects: 'not starting with a colon',
      advises: 'AWS/ApplicationELB',
    },
    {
      wrong: 'a dimension without a name',
      put: [...METRIC, 'dimensions'],
      value: { '': 'legacy' },
      at: 'traffic.legacy[0].dimensions[""]',
      shows: 'legacy',
      expects: "a dimension's name",
      advises: 'LoadBalancer',
    },
    {
      wrong: 'a side that is neither',
      put: ['traffic', 'target'],
      value: [],
      shows: 'unknown key',
      expects: 'legacy, cluster',
      advises: 'remove it',
    },
  ]);

  it('tells metrics apart by their dimensions, in whatever order', () => {
    const metric = (dimensions: object) => ({ namespace: 'Ingress', metricName: 'Requests', dimensions });
    const legacy = [metric({ a: '1', b: '2' }), metric({ a: '1' }), metric({ b: '2', a: '1' })];
    expect(problemsOf({ ...smallest(), traffic: { legacy } }).map(({ path }) => path)).toEqual([
      'traffic.legacy[2]',
    ]);
  });

  it('is what is given, or empty', () => {
    expect(resolve(smallest()).settings.traffic).toEqual({ legacy: [], cluster: [] });
    expect(resolve(fullest()).settings.traffic).toEqual(fullest().traffic);
    const withToken = withValue(fullest(), [...METRIC, 'dimensions', 'LoadBalancerName'], token);
    expect(resolve(withToken).settings.traffic.legacy[0]?.dimensions).toEqual({ LoadBalancerName: token });
  });

  it("warns where legacy's requests meet a network load balancer's connections", () => {
    const metric = (name: string) => ({ namespace: 'Web', metricName: name, dimensions: { Host: 'a' } });
    const network = { loadBalancer: 'k8s-0123456789abcdef.elb.us-west-1.amazonaws.com' };
    const warned = (traffic: object, target: object = network) =>
      warningsOf({ ...smallest(), target, traffic } as never).filter((each) => each.startsWith('sides'));
    const legacy = [metric('requests')];
    expect(warned({ legacy })).toEqual(['sides-not-comparable traffic.legacy']);
    expect(warned({ legacy, cluster: [metric('served')] })).toEqual([]);
    expect(warned({})).toEqual([]);
    expect(warned({ legacy }, smallest().target)).toEqual([]);
  });
});
