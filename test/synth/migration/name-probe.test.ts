import { shop } from '../../../bin/shop.ts';
import { keptTemplates } from '../support/kept-synth.ts';
import { shopTemplate } from '../support/shop-templates.ts';
import type { Template } from '../support/template.ts';

const ELB = 'arn:aws:elasticloadbalancing:us-west-1:111122223333';
const kept = keptTemplates(import.meta.filename, ({ synthesize }) => {
  const onNetwork = (probe?: object, more: object = {}) =>
    synthesize({
      ...shop,
      target: { loadBalancer: 'nlb-0123456789abcdef.elb.us-west-1.amazonaws.com' },
      alarms: {
        make: true,
        loadBalancer: `${ELB}:loadbalancer/net/nlb/0123456789abcdef`,
        errors: { perMinute: 50 },
        ...(probe && { probe }),
      },
      ...more,
    });
  return {
    probed: onNetwork(),
    inside: onNetwork({ from: 'clusterNetwork', percent: 20 }),
    'data plane': onNetwork(undefined, { dataPlaneRollback: true }),
  };
});

const FUNCTION = 'shop-ProbeNames';

type Resource = Template['json']['Resources'][string];

function resourcesIn(template: Template): readonly (readonly [string, Resource])[] {
  return Object.entries(template.json.Resources);
}

function minuteRules(template: Template) {
  return resourcesIn(template).filter(
    ([, { Properties }]) => Properties?.ScheduleExpression === 'rate(1 minute)',
  );
}

function alarmIn(template: Template): Resource | undefined {
  return template
    .resources('AWS::CloudWatch::Alarm')
    .find(({ Properties }) => Properties.AlarmName === 'shop-ClusterAlarm-Names');
}

describe('without a network load balancer', () => {
  it('there is no trace of it', () => {
    const text = JSON.stringify(shopTemplate().json);
    for (const word of ['ProbeNames', 'FailingNames', 'rate(1 minute)']) expect(text).not.toContain(word);
  });
});

describe('names behind a network load balancer', () => {
  const template = kept('probed');

  it('are asked for each minute, and a call that fails is not made again', () => {
    const rules = minuteRules(template);
    expect(rules).toHaveLength(1);
    const text = JSON.stringify(rules[0]?.[1]);
    expect(text).toContain('"MaximumRetryAttempts":0');
    expect(text).toContain('"Input":"{}"');
    expect(text).toContain(String(template.functionNamed(FUNCTION).id));
    expect(template.functionNamed(FUNCTION).Properties).not.toHaveProperty('VpcConfig');
  });

  it('have one alarm on one metric, which takes silence for failure', () => {
    expect(alarmIn(template)?.Properties).toMatchObject({
      Namespace: 'kops-cutover/shop',
      MetricName: 'FailingNames',
      Statistic: 'Maximum',
      Period: 60,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      TreatMissingData: 'breaching',
    });
    expect(alarmIn(template)?.Properties).not.toHaveProperty('Dimensions');
    expect(alarmIn(kept('inside'))?.Properties.Threshold).toBe(20);
  });

  it('roll back', () => {
    const rules = JSON.stringify(template.resources('AWS::Events::Rule'));
    expect(rules).toContain('alarm:shop-ClusterAlarm-Names');
  });

  it('need no right but to publish in the migration’s namespace', () => {
    const [role] = template
      .resources('AWS::IAM::Role')
      .filter(({ Properties }) => Properties.Description === `What ${FUNCTION} may do`);
    const text = JSON.stringify(role?.Properties.Policies);
    const actions = [...text.matchAll(/"([a-z0-9]+:[A-Z]\w+)"/g)].map(([, action]) => action);
    expect(actions.filter((action) => !action?.startsWith('logs:'))).toEqual(['cloudwatch:PutMetricData']);
    expect(text).toContain('"cloudwatch:namespace":"kops-cutover/shop"');
  });

  it('take six resources beside the alarm', () => {
    const types = (of: Template) =>
      resourcesIn(of)
        .filter(([id]) => /NameProbe|ProbeNames/.test(id))
        .map(([, { Type }]) => Type)
        .toSorted();
    expect(types(template)).toEqual([
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::Lambda::EventInvokeConfig',
      'AWS::Lambda::Function',
      'AWS::Lambda::Permission',
      'AWS::Logs::LogGroup',
    ]);
  });

  it('are asked before the alarm counts', () => {
    const [rule = ''] = minuteRules(template)[0] ?? [];
    expect([alarmIn(template)?.DependsOn].flat()).toContain(rule);
  });

  it('are asked from the cluster’s network if that is configured', () => {
    const { subnetIds = [], securityGroupIds } = shop.clusterNetwork ?? {};
    expect(kept('inside').functionNamed(FUNCTION).Properties.VpcConfig).toEqual({
      SubnetIds: subnetIds,
      SecurityGroupIds: securityGroupIds,
    });
  });

  it('have a health check on the cluster’s records, if the data plane rolls back', () => {
    const checks = JSON.stringify(kept('data plane').resources('AWS::Route53::HealthCheck'));
    expect(checks).toContain('shop-ClusterAlarm-Names');
  });
});
