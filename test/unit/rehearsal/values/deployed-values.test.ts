import type { Synthesised } from '../../../../rehearsal/app/settings.ts';
import type { SynthesisedStack, Template } from '../../../../rehearsal/app/synthesise.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { deployedValues } from '../../../../rehearsal/values/deployed-values.ts';

/** As settings have it in place of a value of deploy time. */
const TOKEN = `\${Token[${0}]}`;
const WHERE = { account: '111122223333', region: 'eu-central-1' };
const HERE = '111122223333/eu-central-1';
const BALANCER = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/ingress/0a1b';

function stack(name: string, template: Template, others: readonly SynthesisedStack[] = []): SynthesisedStack {
  const app = [...others];
  const made = { ...WHERE, name, template, app } as unknown as SynthesisedStack;
  app.push(made);
  return made;
}

const network = stack('Network', {
  Resources: {
    Ingress: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Type: 'network' } },
    Vpc: { Type: 'AWS::EC2::VPC' },
    Alerts: { Type: 'AWS::SNS::Topic' },
    Smoke: { Type: 'AWS::Lambda::Function', Properties: {} },
    Named: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'named' } },
    Load: { Type: 'AWS::StepFunctions::StateMachine', Properties: {} },
  },
  Outputs: {
    Name: { Value: { 'Fn::GetAtt': ['Ingress', 'DNSName'] } },
    Smoke: { Value: { 'Fn::GetAtt': ['Smoke', 'Arn'] } },
    Named: { Value: { 'Fn::GetAtt': ['Named', 'Arn'] } },
    Load: { Value: { Ref: 'Load' } },
    Full: { Value: { 'Fn::GetAtt': 'Ingress.LoadBalancerFullName' }, Export: { Name: 'ingress' } },
    Vpc: { Value: { Ref: 'Vpc' }, Export: { Name: { 'Fn::Sub': `\${${'AWS::StackName'}}:vpc` } } },
  },
});

/** A stack whose settings have one value of deploy time. */
function synthesised(value: Json, more: Partial<Template> = {}): Synthesised<{ readonly value: string }> {
  const Environment = { Variables: { AWS_SDK_UA_APP_ID: 'kops-cutover/LowerTtl/1', VALUE: value } };
  const Resources = {
    Function: { Type: 'AWS::Lambda::Function', Properties: { Environment } },
    ...more.Resources,
  };
  const own = stack('Own', { ...more, Resources }, [network]);
  return {
    stack: own,
    settings: { value: TOKEN },
    scope: 'Own/Default',
    tokens: { 'Fn::Join': ['', ['["', value, '"]']] },
  };
}

function snapshotOf(files: Readonly<Record<string, unknown>>): Snapshot {
  return new Snapshot('snap', new Map(Object.entries(files) as [string, Json][]));
}

const summary = (LogicalResourceId: string, PhysicalResourceId: string) => ({
  LogicalResourceId,
  PhysicalResourceId,
});
const RESOURCES = {
  [`${HERE}/cloudformation/list-stack-resources/Network.json`]: {
    StackResourceSummaries: [summary('Ingress', BALANCER), summary('Vpc', 'vpc-1')],
  },
};
const described = {
  LoadBalancerArn: BALANCER,
  LoadBalancerName: 'ingress',
  DNSName: 'Ingress-0a1b.elb.eu-central-1.amazonaws.com',
};
const ACTIVE = {
  AvailabilityZones: [],
  CreatedTime: '2026-01-01T00:00:00+00:00',
  Scheme: 'internet-facing',
  IpAddressType: 'ipv4',
  State: { Code: 'active' },
};
const BALANCERS = {
  [`${HERE}/elbv2/describe-target-groups.json`]: { TargetGroups: [] },
  [`${HERE}/ec2/describe-network-interfaces.json`]: { NetworkInterfaces: [] },
  [`${HERE}/elbv2/describe-load-balancers.json`]: {
    LoadBalancers: [{ ...described, ...ACTIVE, CanonicalHostedZoneId: 'Z3F0', Type: 'network' }],
  },
};
const EXPORTS = {
  [`${HERE}/cloudformation/list-exports.json`]: { Exports: [{ Name: 'dns-zone', Value: 'Z0ZONE' }] },
};
const output = (OutputName: string) => ({
  'Fn::GetStackOutput': { StackName: 'Network', OutputName, Region: 'eu-central-1' },
});

const from = (value: Json, snapshot: Snapshot | undefined, more: Partial<Template> = {}) =>
  deployedValues(synthesised(value, more), snapshot).settings.value;

it.each<[what: string, value: Json, files: object, expected: string]>([
  ['an export of others', { 'Fn::ImportValue': 'dns-zone' }, EXPORTS, 'Z0ZONE'],
  [
    'the output of a stack of others',
    { 'Fn::GetStackOutput': { StackName: 'Dns', OutputName: 'Zone' } },
    {
      [`${HERE}/cloudformation/describe-stacks/Dns.json`]: {
        Stacks: [{ StackName: 'Dns', Outputs: [{ OutputKey: 'Zone', OutputValue: 'Z0DNS' }] }],
      },
    },
    'Z0DNS',
  ],
  [
    'an attribute of what a stack of the app made',
    output('Name'),
    { ...RESOURCES, ...BALANCERS },
    'Ingress-0a1b.elb.eu-central-1.amazonaws.com',
  ],
  ['an export of a stack of the app', { 'Fn::ImportValue': 'ingress' }, RESOURCES, 'net/ingress/0a1b'],
  ['an export with a name of expressions', { 'Fn::ImportValue': 'Network:vpc' }, RESOURCES, 'vpc-1'],
  ['a part of a list', { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, {}, 'b'],
  [
    'a parameter of the Systems Manager',
    '{{resolve:ssm:/dns/zone:1}}',
    {
      [`${HERE}/ssm/get-parameter/+dns+zone.json`]: {
        Parameter: { Name: '/dns/zone', Type: 'String', Value: 'Z0SSM' },
      },
    },
    'Z0SSM',
  ],
  ['the zone of a region', { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, {}, 'eu-central-1a'],
])('finds %s', (_, value, files, expected) => {
  expect(from(value, snapshotOf(files as Readonly<Record<string, unknown>>))).toBe(expected);
});

it.each<[type: string, expected: string]>([
  ['String', 'Z0DEFAULT'],
  ['AWS::Route53::HostedZone::Id', 'Z0DEFAULT'],
])('takes the default of a parameter: %s', (Type, expected) => {
  const Parameters = { Zone: { Type, Default: 'Z0DEFAULT' } };
  expect(from({ Ref: 'Zone' }, snapshotOf({}), { Parameters })).toBe(expected);
});

it('heeds conditions and mappings', () => {
  const more = {
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-central-1'] } },
    Mappings: { Zones: { 'eu-central-1': { id: 'Z0MAPPED' } } },
  };
  const value = {
    'Fn::If': ['IsProd', { 'Fn::FindInMap': ['Zones', { Ref: 'AWS::Region' }, 'id'] }, 'none'],
  };
  expect(from(value, snapshotOf({}), more)).toBe('Z0MAPPED');
});

describe('what nobody says', () => {
  it('is named with the command that says it', () => {
    const asked = () => from({ 'Fn::ImportValue': 'dns-zone' }, snapshotOf({}));
    expect(asked).toThrow(
      /list-exports\.json\n {2}missing: the stack Own needs the export dns-zone\n {2}Run: aws cloudformation list-exports --region eu-central-1/,
    );
  });

  it('is missing in a file that is there', () => {
    const asked = () => from({ 'Fn::ImportValue': 'other' }, snapshotOf(EXPORTS));
    expect(asked).toThrow('not whole: the stack Own needs the export other');
  });

  it('is told of all at once', () => {
    const value = { 'Fn::Join': ['', [output('Name'), { 'Fn::ImportValue': 'dns-zone' }]] };
    expect(() => from(value, snapshotOf({}))).toThrow(
      /list-stack-resources\/Network\.json[\s\S]*list-stack-resources --stack-name Network[\s\S]*list-exports/,
    );
  });

  it('is a parameter, which the command is given by its own name', () => {
    expect(() => from('{{resolve:ssm:/dns/zone}}', snapshotOf({}))).toThrow(
      /ssm\/get-parameter\/\+dns\+zone\.json[\s\S]*aws ssm get-parameter --name \/dns\/zone /,
    );
  });

  it.each([
    ['Smoke', 'lambda:eu-central-1:111122223333:function:Network-Smoke'],
    ['Named', 'lambda:eu-central-1:111122223333:function:named'],
    ['Load', 'states:eu-central-1:111122223333:stateMachine:Network-Load'],
  ])('is made up of a function or a state machine: %s', (key, expected) => {
    expect(from(output(key), undefined)).toBe(`arn:aws:${expected}`);
  });

  it('can only be made up of the app’s own stacks', () => {
    expect(from(output('Name'), undefined)).toBe('ingress-0123456789abcdef.elb.eu-central-1.amazonaws.com');
    expect(() => from({ 'Fn::ImportValue': 'dns-zone' }, undefined)).toThrow(
      "The stack Own needs the export dns-zone, which can't be made up. Give --snapshot; take one by: npm run snapshot -- --help",
    );
  });

  it('is a parameter without a default', () => {
    const Parameters = { Zone: { Type: 'String' } };
    expect(() => from({ Ref: 'Zone' }, snapshotOf({}), { Parameters })).toThrow(
      'The stack Own needs the parameter Zone of the stack Own, which has no default. Give its value in the app to rehearse it.',
    );
  });
});

it('leaves to the offline AWS what the stack itself makes, and names its alarms as that does', () => {
  const Resources = { Key: { Type: 'AWS::KMS::Key' }, Errors: { Type: 'AWS::CloudWatch::Alarm' } };
  expect(from({ Ref: 'Key' }, snapshotOf({}), { Resources })).toBe(TOKEN);
  expect(from({ Ref: 'Errors' }, snapshotOf({}), { Resources })).toMatch(/^Own-Errors-[0-9A-F]{13}$/);
});

it('says what the deployment imports', () => {
  const Parameters = { Zone: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/dns/zone' } };
  const files = {
    ...EXPORTS,
    ...RESOURCES,
    [`${HERE}/ssm/get-parameter/+dns+zone.json`]: {
      Parameter: { Name: '/dns/zone', Type: 'String', Value: 'Z0SSM' },
    },
  };
  const value = { 'Fn::Join': ['', [output('Vpc'), { 'Fn::ImportValue': 'dns-zone' }]] };
  const { imports } = deployedValues(synthesised(value, { Parameters }), snapshotOf(files));
  expect(imports.exports).toEqual(new Map([['dns-zone', 'Z0ZONE']]));
  expect(imports.outputs).toEqual(new Map([['Network', new Map([['Vpc', 'vpc-1']])]]));
  expect(imports.parameters).toEqual(new Map([['/dns/zone', 'Z0SSM']]));
});
