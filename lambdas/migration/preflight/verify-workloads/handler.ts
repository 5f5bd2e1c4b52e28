import { HttpsApi } from '../../../shared/adapters/https-api.ts';
import { SecretToken } from '../../../shared/adapters/secret-token.ts';
import { FOR_CHECKS, secretsManagerWithin } from '../../../shared/adapters/secrets-manager-client.ts';
import { HttpsClusterApi } from '../../adapters/cluster-api/https-cluster-api.ts';
import { DnsResolver } from '../../adapters/dns-resolver.ts';
import { MIGRATE } from '../../contract/states.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { apiAddresses } from './api-addresses.ts';
import { parseVerifyWorkloadsPayload } from './payload.ts';
import { verifyWorkloads } from './verify-workloads.ts';

/** A page of what is listed: 50 objects, each with what tools have written down about it. */
const OPTIONS = { port: 443, timeoutMs: 10_000, largestBody: 8 * 1024 * 1024 };

const resolver = new DnsResolver();
const secretsManager = secretsManagerWithin(FOR_CHECKS);

export const handler = makeCheckHandler(
  MIGRATE.verifyWorkloads,
  parseVerifyWorkloadsPayload,
  ({ owners }, { settings, clock }) =>
    verifyWorkloads(settings, owners, ({ api, address }) => {
      const token = new SecretToken(api.tokenSecretArn, clock, secretsManager);
      const https = new HttpsApi(api, () => token.read(), OPTIONS);
      return new HttpsClusterApi(https, () => apiAddresses(address, resolver));
    }),
);
