import { Duration } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow, type Grant, NO_XRAY_RESOURCES } from '../iam/common.ts';
import { roleFor } from '../iam/role.ts';
import { logGroup } from '../observability/log-group.ts';
import { withCode } from './asset.ts';
import { limitAsynchronousCalls } from './asynchronous-calls.ts';
import type { Bundle } from './bundles.ts';
import { type ClusterNetwork, networkGrants, runInCluster } from './cluster-network.ts';
import { setModes } from './modes.ts';
import type { FunctionSpec } from './spec.ts';

export interface StateFunctionProps {
  readonly functionName: string;
  readonly spec: Pick<
    FunctionSpec<string, never>,
    'comment' | 'timeoutSeconds' | 'memoryMb' | 'untraced' | 'asynchronous'
  >;
  readonly code: Bundle;
  /** Texts of the files beside the code, by the names of the files. */
  readonly files: Readonly<Record<string, string>>;
  /** All that the function may do, beside writing its log and being traced. */
  readonly grants: readonly Grant[];
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs; absent: in no network of the account. */
  readonly network?: ClusterNetwork | undefined;
  /** Where events are kept that it has failed with; its role must let it send there. */
  readonly undelivered?: IQueue | undefined;
  readonly logRetention: RetentionDays;
}

/** What Lambda itself does with the function's role: https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html */
const TRACED = allow(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*'], {
  whyWildcard: NO_XRAY_RESOURCES,
});

/** The function of one state, with a role and a log group of its own. Rules that call it depend on all of it. */
export class StateFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly spec: StateFunctionProps['spec'];
  readonly logs: LogGroup;

  constructor(scope: Construct, state: string, props: StateFunctionProps) {
    super(scope, state);
    this.spec = props.spec;
    this.logs = logGroup(this, `/aws/lambda/${props.functionName}`, props.logRetention);
    this.lambda = withCode(props.code, props.files, (code) => this.#function(code, props));
    setModes(this.lambda);
    if (props.network) runInCluster(this.lambda, props.network);
    if (props.spec.asynchronous) limitAsynchronousCalls(this.lambda, props.spec.asynchronous);
  }

  #function(code: Code, props: StateFunctionProps): LambdaFunction {
    const { functionName, spec, environment } = props;
    return new LambdaFunction(this, 'Function', {
      functionName,
      description: spec.comment,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      role: this.#role(props),
      logGroup: this.logs,
      tracing: spec.untraced ? Tracing.DISABLED : Tracing.ACTIVE,
      ...(props.undelivered && { deadLetterQueue: props.undelivered }),
      environment,
    });
  }

  /** All that the function may do, in the role's policy and in shared ones; CDK adds nothing to it. */
  #role({ functionName, spec, grants, network }: StateFunctionProps): IRole {
    const all: Grant[] = [
      ...allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [this.logs.logGroupArn]),
      ...(spec.untraced ? [] : TRACED),
      ...grants,
      ...(network ? networkGrants(this, functionName, network) : []),
    ];
    return roleFor(this, {
      service: 'lambda',
      description: `What ${functionName} may do`,
      policy: 'Function',
      grants: all,
    });
  }
}
