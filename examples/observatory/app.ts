/** Masters alone, as an older kops has named them, beside another cluster in the same account. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Duration } from 'aws-cdk-lib';
import { MastersStack } from '../../lib/masters/masters-stack.ts';

new MastersStack(new App(), 'ObservatoryMasters', {
  env: { account: '333344445555', region: 'eu-west-2' },
  masters: {
    cluster: 'telescopes.observatory.test',
    api: {
      certificateAuthority: readFileSync(join(import.meta.dirname, 'ca.crt'), 'utf8'),
      tokenSecret: 'arn:aws:secretsmanager:eu-west-2:333344445555:secret:telescopes.observatory.test/readyz',
    },
    clusterNetwork: {
      vpcId: 'vpc-0a5e5c0be0b5e7a11',
      subnetIds: ['subnet-0a5e5c0be0b5e7a1a', 'subnet-0a5e5c0be0b5e7a1b', 'subnet-0a5e5c0be0b5e7a1c'],
      securityGroupIds: ['sg-0a5e5c0be0b5e7a11'],
    },
    patience: Duration.minutes(15),
    kopsVersion: '1.33',
    notify: { emails: ['night-shift@observatory.test'] },
  },
});
