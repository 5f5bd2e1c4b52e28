import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MastersConfig } from '../lib/masters/config/masters-config.ts';
import { clusterNetwork } from './shop.ts';

/** The masters of the cluster that the shop moves to. */
export const shopMasters: MastersConfig = {
  name: 'shop-masters',
  cluster: 'k8s.shop.test',
  api: {
    certificateAuthority: readFileSync(join(import.meta.dirname, 'shop-masters-ca.crt'), 'utf8'),
    tokenSecret: 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.shop.test/readyz',
  },
  clusterNetwork,
  kopsVersion: '1.36',
  notify: { emails: ['oncall@shop.test'] },
};
