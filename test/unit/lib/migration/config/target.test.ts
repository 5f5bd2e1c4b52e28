import { Lazy } from 'aws-cdk-lib';
import { resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const token = Lazy.string({ produce: () => 'x' });
const withTarget = (target: unknown) => () => withValue(smallest(), ['target'], target);
const ALB = 'ingress-1.us-west-1.elb.amazonaws.com';

describe('a target that is a load balancer', () => {
  itRefuses(
    [
      {
        wrong: 'an internal one',
        put: ['target', 'loadBalancer'],
        value: `internal-${ALB}`,
        expects: 'private addresses',
        advises: 'internet-facing',
      },
      {
        wrong: 'an internal one with a prefix',
        put: ['target', 'loadBalancer'],
        value: `dualstack.internal-${ALB}`,
        expects: 'private addresses',
        advises: 'internet-facing',
      },
      {
        wrong: 'the name that has IPv6 addresses only',
        put: ['target', 'loadBalancer'],
        value: `ipv6.${ALB}`,
        expects: 'no IPv4 address',
        advises: `'${ALB}'`,
      },
      {
        wrong: 'a name in the domain of China for another region',
        put: ['target', 'loadBalancer'],
        value: `${ALB}.cn`,
        expects: 'ends in .amazonaws.com,',
        advises: `'${ALB}'`,
      },
      {
        wrong: 'a name of China in the domain of the others',
        put: ['target', 'loadBalancer'],
        value: 'x-1.elb.cn-north-1.amazonaws.com',
        expects: 'ends in .amazonaws.com.cn,',
        advises: "'x-1.elb.cn-north-1.amazonaws.com.cn'",
      },
      {
        wrong: 'a name that DNS would not take',
        put: ['target', 'loadBalancer'],
        value: `-${ALB}`,
        expects: 'not at the start or end of a label',
        advises: "'-ingress-1'",
      },
      {
        wrong: 'a name of its own',
        put: ['target', 'loadBalancer'],
        value: 'ingress.shop.test',
        expects: "load balancer's own DNS name",
        advises: '.elb.amazonaws.com',
      },
      {
        wrong: 'a zonal name of an NLB',
        put: ['target', 'loadBalancer'],
        value: 'us-west-1a.nlb-1.elb.us-west-1.amazonaws.com',
        expects: "load balancer's own DNS name",
        advises: '.elb.<region>.amazonaws.com',
      },
      {
        wrong: 'an ARN',
        put: ['target', 'loadBalancer'],
        value: 'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/x/1',
        expects: "load balancer's own DNS name",
        advises: '.elb',
      },
      {
        wrong: 'a URL',
        put: ['target', 'loadBalancer'],
        value: `http://${ALB}`,
        expects: "load balancer's own DNS name",
        advises: '.elb',
      },
      {
        wrong: 'an object',
        put: ['target', 'loadBalancer'],
        value: {},
        shows: '{}',
        expects: 'DNS name',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'a name alone',
        put: ['target'],
        value: ALB,
        expects: 'a target',
        advises: `{ loadBalancer: '${ALB}' }`,
      },
      {
        wrong: 'nothing',
        put: ['target'],
        value: undefined,
        expects: 'a plain object',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'an empty target',
        put: ['target'],
        value: {},
        shows: '{}',
        expects: 'a load balancer, or addresses',
        advises: 'loadBalancer:',
      },
      {
        wrong: 'addresses beside it',
        put: ['target', 'ipv4'],
        value: ['198.51.100.7'],
        at: 'target',
        shows: 'ipv4',
        expects: 'not both',
        advises: 'loadBalancer:',
      },
      {
        wrong: "another region's hosted zone",
        put: ['target', 'hostedZoneId'],
        value: 'Z1H1FL5HABSF5',
        expects: "'Z368ELLRRE2KJ0'",
        advises: 'leave it out',
      },
      {
        wrong: 'a hosted zone that is none',
        put: ['target', 'hostedZoneId'],
        value: 'us-west-1',
        expects: "hosted zone's id",
        advises: 'list-hosted-zones',
      },
      {
        wrong: 'the other family',
        put: ['target', 'family'],
        value: 'network',
        expects: "'application-or-classic'",
        advises: 'leave it out',
      },
      {
        wrong: 'an unknown family',
        put: ['target', 'family'],
        value: 'gateway',
        expects: "'network' or",
        advises: "'network' or",
      },
      {
        wrong: 'a region without a known hosted zone',
        put: ['target', 'loadBalancer'],
        value: 'x-1.xx-new-9.elb.amazonaws.com',
        at: 'target.hostedZoneId',
        shows: 'left out',
        expects: 'xx-new-9',
        advises: 'CanonicalHostedZoneId',
      },
      {
        wrong: 'a token without its hosted zone',
        put: ['target'],
        value: { loadBalancer: token, family: 'network' },
        at: 'target.hostedZoneId',
        shows: 'left out',
        expects: 'a token does not show it',
        advises: 'loadBalancerCanonicalHostedZoneId',
      },
      {
        wrong: 'a token without its family',
        put: ['target'],
        value: { loadBalancer: token, hostedZoneId: 'Z1' },
        at: 'target.family',
        shows: 'left out',
        expects: 'a token does not show it',
        advises: "'network' for an NLB",
      },
      {
        wrong: 'health that is not a flag',
        put: ['target', 'evaluateTargetHealth'],
        value: 'yes',
        expects: 'true or false',
        advises: 'true (the default)',
      },
      {
        wrong: 'a name under another key',
        put: ['target'],
        value: { dnsName: ALB },
        at: 'target.dnsName',
        shows: ALB,
        expects: 'a key of a target',
        advises: '`loadBalancer`',
      },
    ],
    smallest,
  );

  it.each([
    [ALB, 'Z368ELLRRE2KJ0', 'application-or-classic'],
    [`DualStack.${ALB}.`, 'Z368ELLRRE2KJ0', 'application-or-classic'],
    ['nlb-0123456789abcdef.elb.eu-west-1.amazonaws.com', 'Z2IFOLAFXWLO4F', 'network'],
    ['x-1.cn-north-1.elb.amazonaws.com.cn', 'Z1GDH35T77C1KE', 'application-or-classic'],
    ['x-1.us-gov-west-1.elb.amazonaws.com', 'Z33AYJ8TM3BH4J', 'application-or-classic'],
    ['x-1.elb.ap-southeast-6.amazonaws.com', 'Z01392953RKV2Q3RBP0KU', 'network'],
  ])('knows the hosted zone and family of %s', (loadBalancer, hostedZoneId, family) => {
    const dnsName = `${loadBalancer.toLowerCase().replace(/\.$/, '')}.`;
    expect(resolve(withTarget({ loadBalancer })()).settings.target).toEqual({
      kind: 'load-balancer',
      dnsName,
      hostedZoneId,
      family,
      evaluateTargetHealth: true,
    });
  });

  it.each(['x-1.elb.xx-new-9.amazonaws.com', 'x-1.elb.eusc-de-east-1.amazonaws.eu'])(
    'takes the hosted zone that is given for %s, whose region has no known one',
    (loadBalancer) => {
      const target = { loadBalancer, hostedZoneId: 'Z0NEW' };
      expect(resolve(withTarget(target)()).settings.target).toMatchObject({
        hostedZoneId: 'Z0NEW',
        family: 'network',
      });
    },
  );

  it('lets tokens through with what they do not show', () => {
    const target = {
      loadBalancer: token,
      hostedZoneId: Lazy.string({ produce: () => 'Z' }),
      family: 'network',
    };
    expect(resolve(withTarget(target)()).settings.target).toEqual({
      kind: 'load-balancer',
      dnsName: token,
      hostedZoneId: target.hostedZoneId,
      family: 'network',
      evaluateTargetHealth: true,
    });
  });

  it('warns where its requests can not be counted', () => {
    const elsewhere = withTarget({ loadBalancer: 'x-1.us-east-1.elb.amazonaws.com' })();
    expect(warningsOf(elsewhere)).toContain('load-balancer-in-another-region target.loadBalancer');
    expect(warningsOf(smallest()).join()).not.toContain('another-region');
  });
});
