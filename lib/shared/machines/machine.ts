import type { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  DefinitionBody,
  type IChainable,
  LogLevel,
  QueryLanguage,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { Functions } from '../functions/state-functions.ts';
import { type Grant, NO_XRAY_RESOURCES } from '../iam/common.ts';
import { roleFor } from '../iam/role.ts';
import { logGroup } from '../observability/log-group.ts';
import { type MachineKind, machineName } from './names.ts';

/** What all machines of a stack share. */
export interface MachineContext<State extends string> {
  /** The migration's or the masters' name, with which the machines' begin. */
  readonly name: string;
  readonly functions: Functions<State>;
  readonly logRetention: RetentionDays;
}

export interface MachineProps<State extends string> extends MachineContext<State> {
  readonly kind: MachineKind;
  readonly comment: string;
  readonly start: IChainable;
  readonly timeout?: Duration;
  /** The functions whose states are in the machine. */
  readonly invokes: readonly State[];
  /** What the machine itself may do, besides invoking functions. */
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
    whyWildcard: 'CloudWatch Logs supports no resources for the delivery of a state machine’s log.',
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
    whyWildcard: NO_XRAY_RESOURCES,
  },
];

/** A Standard state machine in JSONata, logged and traced, whose role may do what its definition does and no more. */
export class Machine<State extends string> extends Construct {
  readonly stateMachine: StateMachine;
  /** A line for each event of each execution. */
  readonly logs: ILogGroup;

  constructor(scope: Construct, id: string, props: MachineProps<State>) {
    super(scope, id);
    const name = machineName(props.name, props.kind);
    // Under this prefix CloudWatch needs no entry for each machine in its resource policy, which is small.
    this.logs = logGroup(this, `/aws/vendedlogs/states/${name}`, props.logRetention);
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      comment: props.comment,
      definitionBody: DefinitionBody.fromChainable(props.start),
      queryLanguage: QueryLanguage.JSONATA,
      ...(props.timeout && { timeout: props.timeout }),
      role: this.#role(name, props),
      logs: { destination: this.logs, level: LogLevel.ALL, includeExecutionData: true },
      tracingEnabled: true,
    });
  }

  #role(name: string, { invokes, functions, statements = [] }: MachineProps<State>): IRole {
    const invoke = new PolicyStatement({
      actions: ['lambda:InvokeFunction'],
      resources: invokes.flatMap((state) => functions.allOf(state)).map(({ lambda }) => lambda.functionArn),
    });
    const grants: Grant[] = [invoke, ...statements].map((statement) => ({ statement }));
    grants.push(...WATCHED);
    return roleFor(this, {
      service: 'states',
      description: `What the state machine ${name} may do`,
      policy: 'Machine',
      grants,
    });
  }
}
