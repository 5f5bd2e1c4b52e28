import { shopMasters } from '../../../bin/shop-masters.ts';
import { MASTERS_FUNCTIONS } from '../../../lambdas/masters/contract/states.ts';
import { functionStatements, ownActionsOf, type Statement, statementsOf } from '../support/policies.ts';
import { shopMastersTemplate } from '../support/shop-templates.ts';

const template = shopMastersTemplate();
const statements = functionStatements(template);
const HOME = 'us-west-1:111122223333';
const GROUPS = `arn:aws:autoscaling:${HOME}:autoScalingGroup:*:autoScalingGroupName/*.masters.k8s.shop.test`;

/** The functions that may do an action, and by which statements. */
function mayDo(action: string): ReadonlyMap<string, Statement> {
  const found = [...statements].flatMap(([state, all]) =>
    all
      .filter(({ Effect, Action }) => Effect === 'Allow' && Action.includes(action))
      .map((statement) => [state, statement] as const),
  );
  return new Map(found);
}

describe('what changes AWS', () => {
  type Row = readonly [
    action: string,
    states: readonly string[],
    resources: readonly string[],
    tagged: string,
  ];
  const ROWS: readonly Row[] = [
    ['autoscaling:TerminateInstanceInAutoScalingGroup', ['CompleteLifecycle'], [GROUPS], 'autoscaling'],
    [
      'autoscaling:CompleteLifecycleAction',
      ['CompleteLifecycle', 'ReconcileHooks', 'WaitForVolumes'],
      [GROUPS],
      'autoscaling',
    ],
    [
      'autoscaling:RecordLifecycleActionHeartbeat',
      ['RecordHeartbeat', 'SweepMasters'],
      [GROUPS],
      'autoscaling',
    ],
    ['autoscaling:PutLifecycleHook', ['ReconcileHooks'], [GROUPS], 'autoscaling'],
    ['autoscaling:DeleteLifecycleHook', ['ReconcileHooks'], [GROUPS], 'autoscaling'],
    [
      'elasticloadbalancing:DeregisterTargets',
      ['DrainMaster'],
      [`arn:aws:elasticloadbalancing:${HOME}:targetgroup/*/*`],
      'aws',
    ],
    [
      'elasticloadbalancing:DeregisterInstancesFromLoadBalancer',
      ['DrainMaster'],
      [`arn:aws:elasticloadbalancing:${HOME}:loadbalancer/*`],
      'aws',
    ],
    [
      'elasticloadbalancing:RegisterTargets',
      ['PageOperator', 'SweepMasters'],
      [`arn:aws:elasticloadbalancing:${HOME}:targetgroup/*/*`],
      'aws',
    ],
    [
      'elasticloadbalancing:RegisterInstancesWithLoadBalancer',
      ['PageOperator', 'SweepMasters'],
      [`arn:aws:elasticloadbalancing:${HOME}:loadbalancer/*`],
      'aws',
    ],
  ];

  it.each(ROWS)(
    '%s is for %j alone, on what carries the cluster’s tag',
    (action, states, resources, prefix) => {
      const found = mayDo(action);
      expect([...found.keys()].sort()).toEqual(states);
      for (const { Resource, Condition } of found.values()) {
        expect([...Resource].sort()).toEqual([...resources].sort());
        expect(Condition).toEqual({
          StringEquals: { [`${prefix}:ResourceTag/KubernetesCluster`]: 'k8s.shop.test' },
        });
      }
    },
  );

  // An instance that has terminated has no tags any more after an hour; EC2 judges both that and the volume.
  it('ec2:DetachVolume is for WaitForVolumes alone: a volume that carries the cluster’s tag, whatever has it', () => {
    const found = [...statements].flatMap(([state, all]) =>
      all.filter(({ Action }) => Action.includes('ec2:DetachVolume')).map((one) => ({ state, ...one })),
    );
    expect(found).toEqual([
      {
        state: 'WaitForVolumes',
        Effect: 'Allow',
        Action: ['ec2:DetachVolume'],
        Resource: [`arn:aws:ec2:${HOME}:volume/*`],
        Condition: { StringEquals: { 'ec2:ResourceTag/KubernetesCluster': 'k8s.shop.test' } },
      },
      {
        state: 'WaitForVolumes',
        Effect: 'Allow',
        Action: ['ec2:DetachVolume'],
        Resource: [`arn:aws:ec2:${HOME}:instance/*`],
      },
    ]);
  });

  it('is nothing else of the cluster’s', () => {
    const others = [...statements.values()]
      .flat()
      .filter(({ Effect }) => Effect === 'Allow')
      .flatMap(({ Action }) => [...Action])
      .filter((action) => /^(autoscaling|ec2|elasticloadbalancing):/.test(action))
      .filter((action) => !/:Describe|NetworkInterface|PrivateIpAddresses/.test(action));
    expect([...new Set(others)].sort()).toEqual(
      [...ROWS.map(([action]) => action), 'ec2:DetachVolume'].sort(),
    );
  });
});

describe('the token', () => {
  const secret = shopMasters.api.tokenSecret as string;
  const readers = (): ReadonlyMap<string, Statement> => mayDo('secretsmanager:GetSecretValue');

  const OBSERVERS = ['ObserveCluster', 'ObserveVersions'];

  it('is read by those who ask API servers, and by no other', () => {
    expect([...readers().keys()].sort()).toEqual(OBSERVERS);
    for (const { Resource } of readers().values()) expect(Resource).toEqual([`${secret}-??????`]);
  });

  it.each(OBSERVERS)('is all that %s may read in AWS; its network is Lambda’s business', (observer) => {
    const actions = (statements.get(observer) ?? []).flatMap(({ Effect, Action }) =>
      Effect === 'Allow' ? [...Action] : [],
    );
    expect(
      ownActionsOf(statements.get(observer) ?? []).filter((action) => !action.startsWith('ec2:')),
    ).toEqual(['secretsmanager:GetSecretValue']);
    expect((statements.get(observer) ?? []).filter(({ Effect }) => Effect === 'Deny')).toEqual([
      {
        Effect: 'Deny',
        Action: expect.arrayContaining(actions.filter((action) => action.startsWith('ec2:'))),
        Resource: ['*'],
        Condition: {
          ArnEquals: {
            'lambda:SourceFunctionArn': `arn:aws:lambda:${HOME}:function:shop-masters-${observer}`,
          },
        },
      },
    ]);
  });
});

describe('executions', () => {
  const REPLACE = `arn:aws:states:${HOME}:stateMachine:shop-masters-ReplaceMaster`;

  it('of ReplaceMaster are started by what finds masters that go, and by people', () => {
    const starters = mayDo('states:StartExecution');
    expect([...starters.keys()].sort()).toEqual([
      'RecordMastersDecision',
      'RollNextMaster',
      'SweepMasters',
      'TakeSignal',
    ]);
    for (const { Resource } of starters.values()) expect(Resource).toEqual([REPLACE]);
  });

  it('are never stopped', () => {
    expect(mayDo('states:StopExecution').size).toBe(0);
  });
});

describe('what is kept', () => {
  it('is this cluster’s, for every function', () => {
    const uses = [...statements.values()].flat().filter(({ Action }) => Action[0]?.startsWith('dynamodb:'));
    expect(uses.length).toBeGreaterThan(10);
    for (const { Condition } of uses)
      expect(Condition).toEqual({
        'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['shop-masters'] },
      });
  });
});

describe('the machines', () => {
  const OWN = ['shop-masters-Decide', 'shop-masters-ReplaceMaster', 'shop-masters-RollMasters'];
  const machines = template.resources('AWS::StepFunctions::StateMachine').map(({ Properties }) => Properties);

  it('are these', () => {
    expect(machines.map(({ StateMachineName }) => StateMachineName).sort()).toEqual(OWN);
  });

  it.each(machines)(
    '$StateMachineName may invoke the functions of its states, and no other',
    (properties) => {
      const named = [...String(properties.DefinitionString).matchAll(/"FunctionName":"([^"]+)"/g)];
      const arns = named.map(([, arn = '']) => arn);
      const all = statementsOf(template, properties.RoleArn);
      const invoke = all.filter(({ Action }) => Action.includes('lambda:InvokeFunction'));
      expect(invoke.flatMap(({ Resource }) => [...Resource]).sort()).toEqual([...new Set(arns)].sort());
      expect(arns.length).toBeGreaterThan(0);
    },
  );
});

it('is asked of every function', () => {
  expect([...statements.keys()].sort()).toEqual([...MASTERS_FUNCTIONS, 'AnswerCloudFormation'].sort());
});
