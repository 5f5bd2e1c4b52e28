import { CustomResource, Duration } from 'aws-cdk-lib';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Provider } from 'aws-cdk-lib/custom-resources';
import type { Construct } from 'constructs';
import { allow } from '../iam/common.ts';
import { roleFor } from '../iam/role.ts';
import { logGroup } from '../observability/log-group.ts';

export interface CustomResourceProps {
  readonly resourceType: `Custom::${string}`;
  /** What CloudFormation has called when one of the properties changes. */
  readonly lambda: IFunction;
  /** Name of CDK's own function that calls it. CloudFormation lets no custom resource change that one. */
  readonly answeredBy: string;
  readonly properties: object;
  readonly logRetention: RetentionDays;
}

/** A part of a stack that a function looks after. CDK's own function answers CloudFormation, whatever becomes of ours. */
export function customResource(scope: Construct, id: string, props: CustomResourceProps): CustomResource {
  const { serviceToken } = providerOf(scope, props);
  return new CustomResource(scope, id, {
    resourceType: props.resourceType,
    serviceToken,
    // CloudFormation’s own is an hour.
    serviceTimeout: Duration.minutes(15),
    properties: { ...props.properties },
  });
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
