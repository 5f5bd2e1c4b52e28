import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { LoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancing';
import { NetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { SECRET } from '../../shared/config/api.ts';
import { problemsOf, refuses, resolve, smallest, token } from '../../shared/config/masters-configurations.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const API = `${ELB}:targetgroup/api/0123456789abcdef`;
const untaggedOf = (fields: object) => resolve({ ...smallest(), ...fields }).settings.untagged;

describe('where masters are registered, that is the cluster’s although it lacks its tag', () => {
  it('is nothing by default', () => {
    expect(untaggedOf({})).toEqual({ targetGroups: [], loadBalancers: [] });
  });

  it('is named by ARNs and by names', () => {
    expect(
      untaggedOf({
        targetGroups: [API, 'konnectivity'],
        loadBalancers: ['api-k8s', `${ELB}:loadbalancer/internal-api`],
      }),
    ).toEqual({
      targetGroups: [API, `${ELB}:targetgroup/konnectivity/*`],
      loadBalancers: ['api-k8s', 'internal-api'],
    });
  });

  it('is in the partition of the stack’s region', () => {
    const tokenSecret = SECRET.replace(':aws:', ':aws-cn:').replace('us-west-1', 'cn-north-1');
    const { api, ...others } = smallest();
    const config = { ...others, api: { ...api, tokenSecret }, targetGroups: ['api'] };
    const china = { account: '111122223333', region: 'cn-north-1' };
    expect(resolve(config, china).settings.untagged.targetGroups).toEqual([
      'arn:aws-cn:elasticloadbalancing:cn-north-1:111122223333:targetgroup/api/*',
    ]);
  });

  it('may be what CDK makes, and a token', () => {
    const stack = new Stack(new App(), 'Api', { env: { account: '111122223333', region: 'us-west-1' } });
    const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-01234567',
      availabilityZones: ['us-west-1a'],
      privateSubnetIds: ['subnet-01234567'],
    });
    const group = new NetworkTargetGroup(stack, 'Group', { vpc, port: 443 });
    const balancer = new LoadBalancer(stack, 'Balancer', { vpc });
    expect(untaggedOf({ targetGroups: [group, token], loadBalancers: [balancer] })).toEqual({
      targetGroups: [group.targetGroupArn, token],
      loadBalancers: [balancer.loadBalancerName],
    });
  });

  refuses([
    ...[
      ['a target group of another account', API.replace('111122223333', '444455556666'), "stack's account"],
      ['a target group of another region', API.replace('us-west-1', 'eu-west-1'), "stack's region"],
      ['a load balancer’s ARN', `${ELB}:loadbalancer/net/api/0123456789abcdef`, 'the ARN of a target group'],
      ['a target group’s ARN that is cut', API.slice(0, -1), 'the ARN of a target group'],
      ['a pattern', 'api-*', 'letters, digits and hyphens'],
      ['a name that begins with a hyphen', '-api', 'letters, digits and hyphens'],
      ['a name that ends in a hyphen', 'api-', 'letters, digits and hyphens'],
      ['a name that is too long', 'a'.repeat(33), 'at most 32'],
      ['a number', 443, "a target group's ARN or name"],
    ].map(([wrong, value, expects]) => ({
      wrong: `as a target group ${wrong}`,
      put: ['targetGroups'],
      value: [value],
      at: 'targetGroups[0]',
      expects: String(expects),
      advises: '',
    })),
    ...['app', 'net', 'gwy'].map((kind) => ({
      wrong: `another load balancer (${kind}) in place of a classic one`,
      put: ['loadBalancers'],
      value: [`${ELB}:loadbalancer/${kind}/api/0123456789abcdef`],
      at: 'loadBalancers[0]',
      expects: 'a classic load balancer: others forward to target groups',
      advises: 'under `targetGroups`',
    })),
    {
      wrong: 'a classic load balancer’s DNS name',
      put: ['loadBalancers'],
      value: ['api-k8s-1234567890.us-west-1.elb.amazonaws.com'],
      at: 'loadBalancers[0]',
      expects: 'at most 32 letters',
      advises: 'api-k8s-example-com',
    },
    {
      wrong: 'a text in place of a list',
      put: ['targetGroups'],
      value: API,
      expects: 'a list of 0 to 20',
      advises: '[',
    },
    {
      wrong: 'too many',
      put: ['loadBalancers'],
      value: Array.from({ length: 21 }, (_, n) => `api-${n}`),
      expects: 'a list of 0 to 20',
      advises: 'at most 20',
      shows: 'a list of 21',
    },
    {
      wrong: 'the same target group by its ARN and by its name',
      put: ['targetGroups'],
      value: [API, 'api'],
      at: 'targetGroups[1]',
      shows: "'api'",
      expects: 'each target group once',
      advises: 'targetGroups[0] is the same',
    },
    {
      wrong: 'the same classic load balancer by its ARN and by its name',
      put: ['loadBalancers'],
      value: [`${ELB}:loadbalancer/api`, 'api'],
      at: 'loadBalancers[1]',
      shows: "'api'",
      expects: 'each classic load balancer once',
      advises: 'loadBalancers[0] is the same',
    },
  ]);

  it('is reported with every other problem', () => {
    const wrong = { ...smallest(), cluster: 'k8s', targetGroups: ['-', 'a b'], loadBalancers: [''] };
    expect(problemsOf(wrong).map(({ path }) => path)).toEqual([
      'cluster',
      'targetGroups[0]',
      'targetGroups[1]',
      'loadBalancers[0]',
    ]);
  });
});
