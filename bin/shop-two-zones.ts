/** The shop, which knows that its cluster is in two zones only: an app to deploy in place of cutover.ts. */
import { App } from 'aws-cdk-lib';
import type { MigrationConfig } from '../lib/migration/config/migration-config.ts';
import { CutoverStack } from '../lib/migration/cutover-stack.ts';
import { shop } from './shop.ts';

type Acceptance = NonNullable<MigrationConfig['acceptances']>[number];

/** Of one of kops' two etcd clusters. */
const accepted = (subject: string): Acceptance => ({
  id: 'zone-loss-loses-quorum',
  subject,
  reason: 'us-west-1 has two zones for us. We tolerate the loss of one master, not of the zone with two.',
  until: '2027-06-30',
});

new CutoverStack(new App(), 'Shop', {
  env: { account: '111122223333', region: 'us-west-1' },
  migration: { ...shop, acceptances: ['main', 'events'].map(accepted) },
});
