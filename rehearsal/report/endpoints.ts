import { REGION } from '../shop/account.ts';
import { awsEnvironment } from '../stage/aws-clients.ts';
import type { Stage } from '../stage/stage.ts';
import { bold } from './style.ts';

/** How to look into an account that was left up. */
export function endpointLines({ gateway, scene, deployment }: Stage): readonly string[] {
  const exports = Object.entries(awsEnvironment(gateway.url, REGION)).map(
    ([name, value]) => `  export ${name}=${value}`,
  );
  const { address, port } = scene().dns;
  return [
    '',
    bold('The rehearsed account stays up until Ctrl-C. Any AWS client looks into it with these:'),
    ...exports,
    'for example',
    `  aws stepfunctions list-state-machines`,
    `  aws route53 list-resource-record-sets --hosted-zone-id ${scene().zoneIds[0]}`,
    `  aws cloudformation describe-stack-resources --stack-name ${deployment.stackName}`,
    'and any DNS client asks its name server:',
    `  dig @${address} -p ${port} www.shop.test`,
    'Time there goes on, and jumps whenever everything waits.',
  ];
}
