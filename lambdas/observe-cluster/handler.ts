import * as z from 'zod/mini';
import { HttpsApiServers } from '../shared/adapters/api-servers.ts';
import { SecretToken } from '../shared/adapters/secrets.ts';
import { REPLACE_MASTER } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { viewSchema } from '../shared/runtime/masters-payloads.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { observeCluster } from './observe-cluster.ts';

/** Kept between invocations, with its token: Secrets Manager is paid by the call. */
let token: SecretToken | undefined;

export const handler = makeMastersHandler(
  REPLACE_MASTER.observeCluster,
  parserFor(z.object({ view: viewSchema })),
  (payload, { settings: { api }, clock }) => {
    token ??= new SecretToken(api.tokenSecretArn, clock);
    const secret = token;
    return observeCluster(payload, { apiServers: new HttpsApiServers(api, () => secret.read()) });
  },
);
