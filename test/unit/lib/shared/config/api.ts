import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** PEM of a cluster's authority. */
export const AUTHORITY = readFileSync(join(__dirname, '../../../../../bin/shop-masters-ca.crt'), 'utf8');
/** ARN of a secret with a token. */
export const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:k8s.shop.test/readyz-AbCdEf';
