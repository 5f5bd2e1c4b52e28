import { REGION } from '../shop/account.ts';
import { awsEnvironment } from '../stage/aws-clients.ts';
import type { Stage } from '../stage/stage.ts';
import { bold } from './style.ts';

/** How to look into an account that was left up. */
export function endpointLines({ aws, deployment }: Stage): readonly string[] {
  const exports = Object.entries(awsEnvironment(aws.gateway.url, REGION)).map(
    ([name, value]) => `  export ${name}=${value}`,
  );
  const { dns, zoneIds } = aws.scene;
  return [
    '',
    bold('The rehearsed account stays up until Ctrl-C. Any AWS client looks into it with these:'),
    ...exports,
    'for example',
    `  aws stepfunctions list-state-machines`,
    `  aws route53 list-resource-record-sets --hosted-zone-id ${zoneIds[0]}`,
    `  aws cloudformation describe-stack-resources --stack-name ${deployment.stackName}`,
    'and any DNS client asks its name server:',
    `  dig @${dns.address} -p ${dns.port} www.shop.test`,
    'Time there goes on, and jumps whenever everything waits.',
  ];
}
