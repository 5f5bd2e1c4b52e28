import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import type { MigrationConfig } from '../lib/migration/config/migration-config.ts';
import type { NetworkConfig } from '../lib/shared/config/deployment-config.ts';

/** The cluster's nodes are there, and its masters. */
export const clusterNetwork: NetworkConfig = {
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  securityGroupIds: ['sg-0123456789abcdef0'],
};

/** The shop's move from its classic load balancer to the cluster: a week of shifting, then legacy drains. */
export const shop: MigrationConfig = {
  name: 'shop',
  zones: [
    {
      id: 'Z0SHOPEXAMPLE1',
      name: 'shop.test',
      records: ['shop.test', 'www.shop.test', 'blog.shop.test', 'api.shop.test', '*.apps.shop.test'],
    },
    {
      id: 'Z0SHOPEXAMPLE2',
      name: 'shop-cdn.test',
      records: ['img.shop-cdn.test'],
      // The zone is in the group's DNS account.
      role: { arn: 'arn:aws:iam::444455556666:role/shop-cutover-dns', externalId: 'shop-cutover' },
    },
  ],
  target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
  steps: [
    { percent: 5, soak: Duration.hours(12) },
    { percent: 25, soak: Duration.days(1) },
    { percent: 50, soak: Duration.hours(36), approval: true },
    { percent: 75, soak: Duration.days(2) },
    { percent: 100, soak: Duration.days(2) },
  ],
  alarms: [
    'shop-cluster-5xx',
    'shop-cluster-latency',
    'shop-cluster-worst-latency',
    'shop-checkout-5xx',
    'shop-checkout-latency',
  ],
  keys: ['arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab'],
  databases: [
    {
      identifier: 'shop-db',
      engine: 'postgres',
      p99Budget: Duration.millis(20),
      login: {
        secret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/db',
        secretKey: 'arn:aws:kms:us-west-1:111122223333:key/5c0ffee0-1234-4abc-8def-0123456789ab',
      },
    },
  ],
  clusterNetwork,
  stateBucket: { name: 'kops-state-shop', fix: true },
  cluster: { name: 'k8s.shop.test' },
  ingress: {
    askFor: { '*.apps.shop.test': 'basket.apps.shop.test' },
    ownNames: ['www.k8s.shop.test'],
    paths: [{ path: '/' }, { path: '/', scheme: 'http' }, { path: '/login', headers: ['cache-control'] }],
  },
  credentials: { parameterPaths: ['/shop/'], secrets: ['shop/db'] },
  workloads: {
    api: {
      certificateAuthority: readFileSync(join(import.meta.dirname, 'shop-masters-ca.crt'), 'utf8'),
      tokenSecret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.shop.test/workloads',
    },
    daemonSets: ['logging/logdna-agent', 'datadog/datadog-agent'],
  },
  watch: { cloudTrail: true },
  notify: { emails: ['oncall@shop.test'] },
};
