import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ENVIRONMENT, problemsOf, resolve, smallest, warningsOf } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const APPLICATION = `${ELB}:loadbalancer/app/ingress/0123456789abcdef`;
const CLASSIC = `${ELB}:loadbalancer/ingress`;
const NETWORK = {
  alarms: { make: true, loadBalancer: `${ELB}:loadbalancer/net/nlb/0123456789abcdef` },
  target: { loadBalancer: 'nlb-0123456789abcdef.elb.us-west-1.amazonaws.com' },
};
const GROUP = `${ELB}:targetgroup/nodes/fedcba9876543210`;
const made = (more: object = {}) => ({ make: true, loadBalancer: APPLICATION, ...more });
const withAlarms = (alarms: object, more: object = {}) => ({ ...smallest(), ...more, alarms }) as never;
const namesOf = (alarms: object, more: object = {}) =>
  resolve(withAlarms(alarms, more)).settings.alarms.map(({ name }) => name.replace('shop-ClusterAlarm-', ''));

describe('alarms that are made', () => {
  it.each([
    ['an application load balancer', made(), {}, ['Errors', 'Latency']],
    ['its target groups', made({ targetGroups: [GROUP] }), {}, ['Errors', 'Latency', 'Hosts1']],
    ['a classic load balancer', made({ loadBalancer: CLASSIC }), {}, ['Errors', 'Latency', 'Hosts']],
    ['a network load balancer', NETWORK.alarms, NETWORK, ['Errors', 'Names']],
    ['one that nobody asks for names', { ...NETWORK.alarms, probe: false }, NETWORK, ['Errors']],
    ['one without latency', made({ latency: false }), {}, ['Errors']],
    [
      'one with errors a minute',
      made({ errors: { perMinute: 20 } }),
      {},
      ['Errors', 'TargetErrors', 'BalancerErrors', 'Latency'],
    ],
    ['one with alarms beside', made({ also: ['checkout'] }), {}, ['checkout', 'Errors', 'Latency']],
  ])('are for %s', (_what, alarms, more, names) => {
    expect(namesOf(alarms, { ...more, alarms })).toEqual(names);
  });

  it('are of the stack', () => {
    expect(resolve(withAlarms(made())).settings.alarms[0]).toEqual({
      name: 'shop-ClusterAlarm-Errors',
      arn: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-ClusterAlarm-Errors',
      allowInsufficientData: false,
      isMade: true,
    });
  });

  it('are made for load balancers of CDK, whose kind is known', () => {
    const stack = new Stack(new App(), 'Balancers', { env: ENVIRONMENT });
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      availabilityZones: ['us-west-1a', 'us-west-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2'],
    });
    const target = (lb: { loadBalancerDnsName: string }, family: string) => ({
      target: { loadBalancer: lb.loadBalancerDnsName, hostedZoneId: 'Z0', family },
    });
    const alb = new ApplicationLoadBalancer(stack, 'Application', { vpc });
    const nlb = new NetworkLoadBalancer(stack, 'Network', { vpc });
    expect(namesOf(made({ loadBalancer: alb }), target(alb, 'application-or-classic'))).toEqual([
      'Errors',
      'Latency',
    ]);
    expect(namesOf(made({ loadBalancer: nlb, probe: false }), target(nlb, 'network'))).toEqual(['Errors']);
    expect(
      problemsOf(withAlarms(made({ loadBalancer: nlb }), target(nlb, 'application-or-classic'))),
    ).toMatchObject([{ path: 'alarms.loadBalancer', expected: expect.stringContaining("the target's") }]);
  });

  it('get a health check if they are on one metric', () => {
    const checks = (alarms: object) =>
      resolve(withAlarms(alarms, { dataPlaneRollback: true })).deployment.dataPlaneAlarms?.map(
        ({ name }) => name,
      );
    expect(checks(made({ errors: { perMinute: 20 }, targetGroups: [GROUP], also: ['own'] }))).toEqual([
      'own',
      'shop-ClusterAlarm-TargetErrors',
      'shop-ClusterAlarm-BalancerErrors',
      'shop-ClusterAlarm-Hosts1',
    ]);
    const [problem] = problemsOf(withAlarms(made(), { dataPlaneRollback: true }));
    expect(problem).toMatchObject({
      path: 'dataPlaneRollback',
      fix: expect.stringContaining('alarms.errors.perMinute'),
    });
  });

  it('are slower than the shortest soak that there can be', () => {
    const soak = Duration.minutes(2);
    const steps = [{ percent: 100, soak }];
    const codes = warningsOf(withAlarms(made(), { steps }));
    expect(codes.filter((code) => code === 'alarm-slower-than-soak alarms')).toHaveLength(2);
    expect(codes.join()).not.toContain('single-alarm');
  });

  const at = (key: string) => ['alarms', key];
  itRefuses(
    [
      {
        wrong: 'no load balancer',
        put: at('loadBalancer'),
        value: undefined,
        expects: 'its DNS name lacks',
        advises:
          'aws elbv2 describe-load-balancers --region us-west-1 --output text --query "LoadBalancers[?DNSName==\'ingress-1.us-west-1.elb.amazonaws.com\'].LoadBalancerArn"',
      },
      {
        wrong: 'another load balancer',
        put: at('loadBalancer'),
        value: APPLICATION.replace('ingress', 'legacy'),
        expects: "the target's load balancer, ingress-1.us-west-1.elb.amazonaws.com",
        advises: 'describe-load-balancers',
      },
      {
        wrong: 'one of another kind',
        put: at('loadBalancer'),
        value: APPLICATION.replace('app/', 'net/'),
        expects: "the target's load balancer",
        advises: 'describe-load-balancers',
      },
      {
        wrong: 'one of another region',
        put: at('loadBalancer'),
        value: APPLICATION.replace('us-west-1', 'eu-west-1'),
        expects: "in the stack's region",
        advises: 'eu-west-1',
      },
      {
        wrong: 'a token of which no kind is known',
        put: at('loadBalancer'),
        value: Token.asString({ Ref: 'Balancer' }),
        shows: '',
        expects: 'load balancer',
        advises: 'arn:aws:elasticloadbalancing',
      },
      {
        wrong: 'alarms that are not to be made',
        put: at('make'),
        value: false,
        expects: 'true',
        advises: 'a list of alarms',
      },
      {
        wrong: 'the ARN of something else',
        put: at('targetGroups'),
        value: [APPLICATION],
        at: 'alarms.targetGroups[0]',
        shows: APPLICATION,
        expects: 'the ARN of a target group',
        advises: 'targetgroup/',
      },
      {
        wrong: 'errors that nobody has',
        put: [...at('errors')],
        value: { percent: 120 },
        at: 'alarms.errors.percent',
        shows: '120',
        expects: 'errors that are an alarm, percent: a number from 0.1 to 100',
        advises: '100 or less',
      },
      {
        wrong: 'a latency without a unit',
        put: at('latency'),
        value: { above: 2 },
        at: 'alarms.latency.above',
        shows: '2',
        expects: 'the latency that is an alarm',
        advises: 'Duration.seconds(2)',
      },
      {
        wrong: 'a made alarm beside itself',
        put: at('also'),
        value: ['shop-ClusterAlarm-Errors'],
        shows: 'shop-ClusterAlarm-Errors',
        expects: 'the stack makes shop-ClusterAlarm-Errors itself',
        advises: 'remove shop-ClusterAlarm-Errors',
      },
    ],
    () => withAlarms(made()),
  );

  it('are refused for addresses, and what a network or classic load balancer lacks', () => {
    const paths = (alarms: object, more: object) =>
      problemsOf(withAlarms(alarms, more)).map(({ path }) => path);
    expect(paths(made(), { target: { ipv4: ['203.0.113.1'] } })).toEqual(['alarms.make']);
    expect(paths({ ...NETWORK.alarms, latency: {} }, { target: NETWORK.target })).toEqual(['alarms.latency']);
    expect(paths(made({ loadBalancer: CLASSIC, targetGroups: [GROUP] }), {})).toEqual([
      'alarms.targetGroups',
    ]);
  });
});
