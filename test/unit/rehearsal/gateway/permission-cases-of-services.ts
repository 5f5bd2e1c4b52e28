import { type Case, type Expected, onJson, onQuery, rest } from './permission-cases.ts';
import { DYNAMODB_CASES } from './permission-cases-of-dynamodb.ts';
import { EVENTS_CASES } from './permission-cases-of-events.ts';
import { LAMBDA_CASES } from './permission-cases-of-lambda.ts';

const KEY = 'arn:aws:kms:us-west-1:111122223333:key/k1';
const MACHINE = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-Migrate';
const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-1';
const LENT = 'arn:aws:iam::444455556666:role/dns';
const TOPIC = 'arn:aws:sns:us-west-1:111122223333:shop';
const ALARM = 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:';
const RDS = 'arn:aws:rds:us-west-1:111122223333:';

function onZone(operation: string, line: string, ...expected: readonly Expected[]): Case {
  return { rule: `route53 ${operation}`, call: rest('route53', line), expected };
}

const change = (action: string, name: string, type: string) =>
  `<Change><Action>${action}</Action><ResourceRecordSet><Name>${name}</Name><Type>${type}</Type></ResourceRecordSet></Change>`;
const BATCH = `<?xml version="1.0" encoding="UTF-8"?><ChangeResourceRecordSetsRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeBatch><Changes>${change('DELETE', 'Shop.Test.', 'A')}${change('CREATE', 'shop.test', 'A')}${change('CREATE', '*.apps.shop.test.', 'AAAA')}</Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`;

const ROUTE53_CASES: readonly Case[] = [
  {
    rule: 'route53 ChangeResourceRecordSets',
    call: rest('route53', 'POST /2013-04-01/hostedzone/Z1/rrset/', { body: BATCH }),
    expected: [
      [
        'route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1',
        {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': ['shop.test', '\\052.apps.shop.test'],
          'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA'],
          'route53:ChangeResourceRecordSetsActions': ['DELETE', 'CREATE'],
        },
      ],
    ],
  },
  onZone(
    'ListResourceRecordSets',
    'GET /2013-04-01/hostedzone/Z1/rrset?name=a',
    'route53:ListResourceRecordSets arn:aws:route53:::hostedzone/Z1',
  ),
  onZone(
    'ListHostedZones',
    'GET /2013-04-01/hostedzone?hostedzonetype=PrivateHostedZone',
    'route53:ListHostedZones *',
  ),
  onZone('ListHealthChecks', 'GET /2013-04-01/healthcheck', 'route53:ListHealthChecks *'),
  onZone(
    'GetHostedZone',
    'GET /2013-04-01/hostedzone/Z1',
    'route53:GetHostedZone arn:aws:route53:::hostedzone/Z1',
  ),
  onZone(
    'GetHostedZoneLimit',
    'GET /2013-04-01/hostedzonelimit/Z1/MAX_RRSETS_BY_ZONE',
    'route53:GetHostedZoneLimit arn:aws:route53:::hostedzone/Z1',
  ),
  ...(
    [
      ['CreateResourceRecordSetProtections', 'POST', ''],
      ['DeleteResourceRecordSetProtections', 'POST', '/delete'],
      ['ListResourceRecordSetProtections', 'GET', '?name=a'],
    ] as const
  ).map(([operation, method, end]) =>
    onZone(
      operation,
      `${method} /2013-04-01/hostedzone/Z1/rrsetprotection${end}`,
      `route53:${operation} arn:aws:route53:::hostedzone/Z1`,
    ),
  ),
  onZone('CreateHealthCheck', 'POST /2013-04-01/healthcheck', 'route53:CreateHealthCheck *'),
  onZone(
    'UpdateHealthCheck',
    'POST /2013-04-01/healthcheck/h1',
    'route53:UpdateHealthCheck arn:aws:route53:::healthcheck/h1',
  ),
  onZone(
    'DeleteHealthCheck',
    'DELETE /2013-04-01/healthcheck/h1',
    'route53:DeleteHealthCheck arn:aws:route53:::healthcheck/h1',
  ),
  onZone('GetChange', 'GET /2013-04-01/change/C1', 'route53:GetChange arn:aws:route53:::change/C1'),
  onZone(
    'GetHealthCheck',
    'GET /2013-04-01/healthcheck/h1',
    'route53:GetHealthCheck arn:aws:route53:::healthcheck/h1',
  ),
  onZone(
    'GetHealthCheckStatus',
    'GET /2013-04-01/healthcheck/h1/status',
    'route53:GetHealthCheckStatus arn:aws:route53:::healthcheck/h1',
  ),
];

const KMS_CASES: readonly Case[] = [
  onJson('kms', 'DescribeKey', { KeyId: 'k1' }, [`kms:DescribeKey ${KEY}`, {}]),
  onJson('kms', 'Encrypt', { KeyId: KEY, EncryptionContext: { for: 'preflight' } }, [
    `kms:Encrypt ${KEY}`,
    { 'kms:EncryptionContext:for': ['preflight'], 'kms:EncryptionContextKeys': ['for'] },
  ]),
  onJson('kms', 'Decrypt', { KeyId: 'alias/shop' }, [
    `kms:Decrypt ${KEY}`,
    { 'kms:RequestAlias': ['alias/shop'] },
  ]),
  onJson('kms', 'Decrypt', { KeyId: 'arn:aws:kms:us-west-1:111122223333:alias/shop' }, [
    `kms:Decrypt ${KEY}`,
    { 'kms:RequestAlias': ['alias/shop'] },
  ]),
  onJson('kms', 'GenerateDataKey', { KeyId: 'k1' }, `kms:GenerateDataKey ${KEY}`),
  onJson(
    'kms',
    'GenerateDataKeyWithoutPlaintext',
    { KeyId: 'k1' },
    `kms:GenerateDataKeyWithoutPlaintext ${KEY}`,
  ),
  onJson('kms', 'GetKeyPolicy', { KeyId: 'k1' }, `kms:GetKeyPolicy ${KEY}`),
  onJson('kms', 'GetKeyRotationStatus', { KeyId: 'k1' }, `kms:GetKeyRotationStatus ${KEY}`),
  onJson('kms', 'ListGrants', { KeyId: 'k1' }, `kms:ListGrants ${KEY}`),
  onJson('kms', 'ListAliases', {}, 'kms:ListAliases *'),
  onJson('kms', 'ListKeys', {}, 'kms:ListKeys *'),
];

const STATES_CASES: readonly Case[] = [
  onJson('states', 'StartExecution', { stateMachineArn: MACHINE }, `states:StartExecution ${MACHINE}`),
  onJson('states', 'StopExecution', { executionArn: EXECUTION }, `states:StopExecution ${EXECUTION}`),
  onJson('states', 'DescribeExecution', { executionArn: EXECUTION }, `states:DescribeExecution ${EXECUTION}`),
  onJson(
    'states',
    'GetExecutionHistory',
    { executionArn: EXECUTION },
    `states:GetExecutionHistory ${EXECUTION}`,
  ),
  onJson(
    'states',
    'DescribeStateMachine',
    { stateMachineArn: MACHINE },
    `states:DescribeStateMachine ${MACHINE}`,
  ),
  onJson(
    'states',
    'DescribeStateMachineForExecution',
    { executionArn: EXECUTION },
    `states:DescribeStateMachineForExecution ${EXECUTION}`,
  ),
  onJson('states', 'ListExecutions', { stateMachineArn: MACHINE }, `states:ListExecutions ${MACHINE}`),
  onJson('states', 'ListStateMachines', {}, 'states:ListStateMachines *'),
  onJson('states', 'SendTaskSuccess', { taskToken: 'held' }, `states:SendTaskSuccess ${MACHINE}`),
  onJson('states', 'SendTaskSuccess', { taskToken: 'none' }, 'states:SendTaskSuccess *'),
  onJson('states', 'SendTaskFailure', { taskToken: 'held' }, `states:SendTaskFailure ${MACHINE}`),
  onJson('states', 'SendTaskHeartbeat', { taskToken: 'held' }, `states:SendTaskHeartbeat ${MACHINE}`),
];

const MONITORING_CASES: readonly Case[] = [
  onJson(
    'monitoring',
    'DescribeAlarms',
    { AlarmNames: ['a', 'b'] },
    `cloudwatch:DescribeAlarms ${ALARM}a`,
    `cloudwatch:DescribeAlarms ${ALARM}b`,
  ),
  onJson(
    'monitoring',
    'DescribeAlarms',
    { AlarmNames: ['a'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
    'cloudwatch:DescribeAlarms *',
  ),
  onQuery(
    'monitoring',
    'DescribeAlarms',
    { 'AlarmTypes.member.1': 'CompositeAlarm' },
    'cloudwatch:DescribeAlarms *',
  ),
  onJson('monitoring', 'DescribeAlarms', {}, `cloudwatch:DescribeAlarms ${ALARM}*`),
  onJson(
    'monitoring',
    'DescribeAlarmHistory',
    { AlarmName: 'a' },
    `cloudwatch:DescribeAlarmHistory ${ALARM}a`,
  ),
  onJson('monitoring', 'DescribeAlarmHistory', {}, `cloudwatch:DescribeAlarmHistory ${ALARM}*`),
  onJson('monitoring', 'DescribeAlarmsForMetric', {}, 'cloudwatch:DescribeAlarmsForMetric *'),
  onJson('monitoring', 'GetMetricData', {}, 'cloudwatch:GetMetricData *'),
  onJson('monitoring', 'GetMetricStatistics', {}, 'cloudwatch:GetMetricStatistics *'),
  onJson('monitoring', 'ListMetrics', {}, 'cloudwatch:ListMetrics *'),
  onJson('monitoring', 'PutMetricData', { Namespace: 'shop' }, [
    'cloudwatch:PutMetricData *',
    { 'cloudwatch:namespace': ['shop'] },
  ]),
  onJson('monitoring', 'SetAlarmState', { AlarmName: 'a' }, `cloudwatch:SetAlarmState ${ALARM}a`),
  onJson(
    'monitoring',
    'DeleteAlarms',
    { AlarmNames: ['a', 'b'] },
    `cloudwatch:DeleteAlarms ${ALARM}a`,
    `cloudwatch:DeleteAlarms ${ALARM}b`,
  ),
  ...EVENTS_CASES,
];

const QUERY_CASES: readonly Case[] = [
  onQuery('sns', 'Publish', { TopicArn: TOPIC }, `sns:Publish ${TOPIC}`),
  onQuery('sns', 'Publish', { TargetArn: TOPIC }, `sns:Publish ${TOPIC}`),
  onQuery('sns', 'Publish', { PhoneNumber: '+1' }, 'sns:Publish *'),
  onQuery('sns', 'PublishBatch', { TopicArn: TOPIC }, `sns:Publish ${TOPIC}`),
  onQuery('sns', 'GetTopicAttributes', { TopicArn: TOPIC }, `sns:GetTopicAttributes ${TOPIC}`),
  onQuery('sns', 'ListSubscriptionsByTopic', { TopicArn: TOPIC }, `sns:ListSubscriptionsByTopic ${TOPIC}`),
  onQuery('sns', 'ListTopics', {}, 'sns:ListTopics *'),
  onQuery('sts', 'GetCallerIdentity', {}),
  onQuery(
    'sts',
    'AssumeRole',
    { RoleArn: LENT, RoleSessionName: 'run-1', ExternalId: 'shop' },
    `sts:AssumeRole ${LENT}`,
  ),
  onQuery(
    'rds',
    'DescribeDBInstances',
    { DBInstanceIdentifier: 'shop-db' },
    `rds:DescribeDBInstances ${RDS}db:shop-db`,
  ),
  onQuery('rds', 'DescribeDBInstances', {}, `rds:DescribeDBInstances ${RDS}db:*`),
  onQuery(
    'rds',
    'DescribeDBClusters',
    { DBClusterIdentifier: `${RDS}cluster:c` },
    `rds:DescribeDBClusters ${RDS}cluster:c`,
  ),
  onQuery(
    'rds',
    'DescribePendingMaintenanceActions',
    { ResourceIdentifier: `${RDS}db:shop-db` },
    `rds:DescribePendingMaintenanceActions ${RDS}db:shop-db`,
  ),
  onQuery(
    'rds',
    'DescribeDBProxyTargets',
    { DBProxyName: 'pool' },
    `rds:DescribeDBProxyTargets ${RDS}db-proxy:*`,
    `rds:DescribeDBProxyTargets ${RDS}target-group:*`,
  ),
  onQuery('rds', 'DescribeDBProxies', { DBProxyName: 'pool' }, `rds:DescribeDBProxies ${RDS}db-proxy:*`),
  onQuery('rds', 'DescribePendingMaintenanceActions', {}, 'rds:DescribePendingMaintenanceActions *'),
  ...[
    'DescribeCapacityReservation',
    'DescribeLoadBalancers',
    'DescribeLoadBalancerAttributes',
    'DescribeInstanceHealth',
    'DescribeListenerAttributes',
    'DescribeListeners',
    'DescribeTags',
    'DescribeTargetGroups',
    'DescribeTargetHealth',
  ].map((operation) => onQuery('elasticloadbalancing', operation, {}, `elasticloadbalancing:${operation} *`)),
];

const BALANCER = 'arn:aws:elasticloadbalancing:us-west-1:111122223333:loadbalancer/app/k8s-ingress/50dc';

/** Of the cases' one load balancer with a web ACL. */
export const WEB_ACL = {
  balancer: `${BALANCER}6c49`,
  arn: 'arn:aws:wafv2:us-west-1:111122223333:regional/webacl/shop/6f1d2c3b',
};

const WAF_CASES: readonly Case[] = [
  onJson(
    'wafv2',
    'GetWebACLForResource',
    { ResourceArn: BALANCER },
    `wafv2:GetWebACLForResource ${BALANCER}`,
    `elasticloadbalancing:GetLoadBalancerWebACL ${BALANCER}`,
  ),
  onJson(
    'wafv2',
    'GetWebACLForResource',
    { ResourceArn: WEB_ACL.balancer },
    `wafv2:GetWebACLForResource ${WEB_ACL.balancer}`,
    `elasticloadbalancing:GetLoadBalancerWebACL ${WEB_ACL.balancer}`,
    `wafv2:GetWebACLForResource ${WEB_ACL.arn}`,
    `wafv2:GetWebACL ${WEB_ACL.arn}`,
  ),
];

const APS_CASES: readonly Case[] = ['GET', 'POST'].map((method) => ({
  rule: 'aps QueryMetrics',
  call: rest('aps', `${method} /workspaces/ws-1/api/v1/query_range`),
  expected: ['aps:QueryMetrics arn:aws:aps:us-west-1:111122223333:workspace/ws-1'],
}));

export const MORE_CASES: readonly Case[] = [
  ...APS_CASES,
  ...ROUTE53_CASES,
  ...DYNAMODB_CASES,
  ...KMS_CASES,
  ...STATES_CASES,
  ...MONITORING_CASES,
  ...QUERY_CASES,
  ...WAF_CASES,
  ...LAMBDA_CASES,
];
