import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';

/** Where AWS is, and by whose credentials. What is left out comes from the environment and the AWS configuration. */
export interface Access {
  readonly region?: string;
  readonly profile?: string;
}

export interface Clients {
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly sfn: SFNClient;
}

const TIMES = { connectionTimeout: 5_000, requestTimeout: 70_000, throwOnRequestTimeout: true };

export function clientsFor({ region, profile }: Access): Clients {
  const options = {
    ...(region !== undefined && { region }),
    ...(profile !== undefined && { profile }),
    requestHandler: TIMES,
  };
  return {
    cloudFormation: new CloudFormationClient(options),
    lambda: new LambdaClient(options),
    sfn: new SFNClient(options),
  };
}
