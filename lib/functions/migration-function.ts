import { Duration } from 'aws-cdk-lib';
import { type IRole, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ENV, SETTINGS_FILE } from '../../lambdas/shared/contract/environment.ts';
import type { FunctionState } from '../../lambdas/shared/contract/states.ts';
import { acknowledgeWildcards } from '../iam/acknowledge.ts';
import type { Grant, Resources } from '../iam/permissions.ts';
import { logGroup } from '../observability/log-group.ts';
import { withCode } from './asset.ts';
import type { FunctionSpec } from './catalog.ts';
import { type ClusterNetwork, networkGrants, runInCluster } from './cluster-network.ts';
import type { SettingsFile } from './settings-file.ts';

export type Environment = Readonly<Record<Exclude<keyof typeof ENV, 'settingsTokens'>, string>>;

export interface MigrationFunctionProps {
  readonly spec: FunctionSpec;
  /** The text of `index.js`. */
  readonly code: string;
  readonly settings: SettingsFile;
  readonly resources: Resources;
  readonly environment: Environment;
  readonly network?: ClusterNetwork | undefined;
  readonly logRetention: RetentionDays;
}

/** The function of one state, with a role and a log group of its own. */
export class MigrationFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly spec: FunctionSpec;

  constructor(scope: Construct, state: FunctionState, props: MigrationFunctionProps) {
    super(scope, state);
    this.spec = props.spec;
    const functionName = `${props.resources.settings.migration}-${state}`;
    const logs = logGroup(this, `/aws/lambda/${functionName}`, props.logRetention);
    const files = { 'index.js': props.code, [SETTINGS_FILE]: props.settings.text };
    this.lambda = withCode(files, (code) => this.#function(functionName, state, code, logs, props));
    if (props.spec.inCluster && props.network) runInCluster(this.lambda, props.network);
  }

  #function(
    functionName: string,
    state: FunctionState,
    code: Code,
    logs: LogGroup,
    props: MigrationFunctionProps,
  ): LambdaFunction {
    const { spec } = props;
    return new LambdaFunction(this, 'Function', {
      functionName,
      description: spec.comment,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: Duration.seconds(spec.timeoutSeconds),
      memorySize: spec.memoryMb,
      role: this.#role(functionName, logs, props),
      logGroup: logs,
      environment: environmentOf(state, props),
    });
  }

  /** All that the function may do, in one policy of the role; CDK adds nothing to it. */
  #role(functionName: string, logs: LogGroup, { spec, resources, network }: MigrationFunctionProps): IRole {
    const writeLogs = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logs.logGroupArn],
    });
    const grants: Grant[] = [
      { statement: writeLogs },
      ...spec.permissions.flatMap((permission) => permission(resources)),
      ...(spec.inCluster && network ? networkGrants(this, functionName) : []),
    ];
    const role = new Role(this, 'Role', {
      description: `What ${functionName} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        Function: new PolicyDocument({ statements: grants.map(({ statement }) => statement) }),
      },
    });
    acknowledgeWildcards(role, grants);
    return role.withoutPolicyUpdates();
  }
}

/**
 * Shows in CloudTrail which function made a call. The SDK warns of more than 50 characters at every client, and
 * Powertools appends 44 of its own (`/PT/NO-OP/<version>/PTEnv/<runtime>`), unless it finds its mark there.
 */
function appId(state: FunctionState): string {
  return `kops-cutover/${state}/PTEnv/`;
}

function environmentOf(
  state: FunctionState,
  { spec, settings, environment }: MigrationFunctionProps,
): Record<string, string> {
  const named = spec.environment.map((key) => [ENV[key], environment[key]]);
  return {
    ...Object.fromEntries(named),
    ...(settings.tokens && { [ENV.settingsTokens]: settings.tokens }),
    AWS_SDK_UA_APP_ID: appId(state),
  };
}
