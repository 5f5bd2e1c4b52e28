import type { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { FunctionState } from '../../lambdas/shared/contract/states.ts';
import type { MigrationFunctions } from '../functions/migration-functions.ts';
import { acknowledgeWildcards } from '../iam/acknowledge.ts';
import type { Grant } from '../iam/permissions.ts';
import { logGroup } from '../observability/log-group.ts';
import { type MachineKind, machineName } from './names.ts';

/** What all machines of a migration share. */
export interface MachineContext {
  readonly migration: string;
  readonly functions: MigrationFunctions;
  readonly logRetention: RetentionDays;
}

export interface MachineProps extends MachineContext {
  readonly kind: MachineKind;
  readonly comment: string;
  readonly start: IChainable;
  readonly timeout?: Duration;
  /** The functions whose states are in the machine. */
  readonly invokes: readonly FunctionState[];
  /** What the machine does itself, beside invoking functions. */
  readonly statements?: readonly PolicyStatement[];
}

/** CloudWatch Logs and X-Ray know no resources for what a state machine needs of them. */
const WATCHED: readonly Grant[] = [
  {
    statement: new PolicyStatement({
      actions: [
        'logs:CreateLogDelivery',
        'logs:GetLogDelivery',
        'logs:UpdateLogDelivery',
        'logs:DeleteLogDelivery',
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ],
      resources: ['*'],
    }),
    whyWildcard: 'CloudWatch Logs knows no resources for the delivery of a state machine’s log.',
  },
  {
    statement: new PolicyStatement({
      actions: [
        'xray:PutTraceSegments',
        'xray:PutTelemetryRecords',
        'xray:GetSamplingRules',
        'xray:GetSamplingTargets',
      ],
      resources: ['*'],
    }),
    whyWildcard: 'X-Ray knows no resources.',
  },
];

/** A Standard state machine in JSONata, logged and traced, whose role may do what its definition does and no more. */
export class Machine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: MachineProps) {
    super(scope, id);
    const name = machineName(props.migration, props.kind);
    // Under this prefix CloudWatch needs no entry for each machine in its resource policy, which is small.
    const destination = logGroup(this, `/aws/vendedlogs/states/${name}`, props.logRetention);
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      comment: props.comment,
      definitionBody: DefinitionBody.fromChainable(props.start),
      queryLanguage: QueryLanguage.JSONATA,
      ...(props.timeout && { timeout: props.timeout }),
      role: this.#role(name, props),
      logs: { destination, level: LogLevel.ALL, includeExecutionData: true },
      tracingEnabled: true,
    });
  }

  #role(name: string, { invokes, functions, statements = [] }: MachineProps): IRole {
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: invokes.map((state) => functions.of(state).lambda.functionArn),
    });
    const grants: Grant[] = [invoke, ...statements].map((statement) => ({ statement }));
    grants.push(...WATCHED);
    const role = new Role(this, 'Role', {
      description: `What the state machine ${name} may do`,
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        Machine: new PolicyDocument({ statements: grants.map(({ statement }) => statement) }),
      },
    });
    acknowledgeWildcards(role, grants);
    return role.withoutPolicyUpdates();
  }
}
