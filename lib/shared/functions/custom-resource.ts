import { CustomResource, Duration } from 'aws-cdk-lib';
import { type IFunction, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { allow } from '../iam/common.ts';
import { roleFor } from '../iam/role.ts';
import { logGroup } from '../observability/log-group.ts';
import { type AsynchronousCalls, limitAsynchronousCalls } from './asynchronous-calls.ts';
import { restage } from './restage.ts';

export interface CustomResourceProps {
  readonly resourceType: `Custom::${string}`;
  /** What CloudFormation has called when one of the properties changes. */
  readonly lambda: IFunction;
  /** Name of CDK's own function that calls it. CloudFormation lets no custom resource change that one. */
  readonly answeredBy: string;
  readonly properties: object;
  readonly logRetention: RetentionDays;
}

/** For how long CloudFormation waits for an answer; its own time-out is an hour. */
const WAITS_MINUTES = 15;

/**
 * CloudFormation calls CDK's function asynchronously. After it has given up, a late call would redo what a failed deployment
 * has put back. So a call begins only if it can end in time, by our function's own time-out. CDK's function is not retried:
 * its failure is its answer, and it would give it a second time.
 */
const ANSWERS: AsynchronousCalls = { retries: 0, maxAgeSeconds: 300 };

/** A part of a stack that a function looks after. CDK's own function answers CloudFormation, whatever becomes of ours. */
export function customResource(scope: Construct, id: string, props: CustomResourceProps): CustomResource {
  const provider = providerOf(scope, props);
  const resource = new CustomResource(scope, id, {
    resourceType: props.resourceType,
    serviceToken: provider.serviceToken,
    serviceTimeout: Duration.minutes(WAITS_MINUTES),
    properties: { ...props.properties },
  });
  const framework = frameworkOf(provider);
  restage(framework);
  resource.node.addDependency(limitAsynchronousCalls(framework, ANSWERS));
  return resource;
}

function providerOf(scope: Construct, { lambda, answeredBy, logRetention }: CustomResourceProps): Provider {
  const logs = logGroup(scope, `/aws/lambda/${answeredBy}`, logRetention);
  const grants = [
    ...allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logs.logGroupArn]),
    ...allow(['lambda:InvokeFunction', 'lambda:GetFunction'], [lambda.functionArn]),
  ];
  const role = roleFor(scope, {
    service: 'lambda',
    description: `What ${answeredBy} may do`,
    policy: 'Function',
    grants,
  });
  return new Provider(scope, 'Provider', {
    onEventHandler: lambda,
    providerFunctionName: answeredBy,
    frameworkOnEventRole: role,
    logGroup: logs,
  });
}

/** CDK's own function, which the provider keeps to itself. */
function frameworkOf(provider: Provider): LambdaFunction {
  const framework = provider.node.findChild('framework-onEvent');
  if (framework instanceof LambdaFunction) return framework;
  throw new Error(
    `${provider.node.path} has no function that answers CloudFormation: CDK has changed its provider`,
  );
}
