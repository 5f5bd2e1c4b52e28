import { awsEnvironment } from '../stage/aws-clients.ts';
import type { Stage } from '../stage/stage.ts';
import { bold } from '../text/style.ts';

/** How to look into an account that was left up. @param ofScene commands that look into its world */
export function endpointLines(
  { aws, home, deployment }: Stage,
  ofScene: readonly string[],
): readonly string[] {
  const exports = Object.entries(awsEnvironment(aws.gateway.url, home.region)).map(
    ([name, value]) => `  export ${name}=${value}`,
  );
  return [
    '',
    bold('The offline account stays up until Ctrl-C. To use an AWS client with it:'),
    ...exports,
    '  unset AWS_PROFILE',
    'For example:',
    `  aws stepfunctions list-state-machines`,
    `  aws cloudformation describe-stack-resources --stack-name ${deployment.stackName}`,
    ...ofScene,
    'Time there continues, and jumps whenever everything waits.',
  ];
}
