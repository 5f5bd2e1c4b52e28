import * as z from 'zod/mini';
import { SecretToken } from '../../../shared/adapters/secret-token.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { HttpsApiServers } from '../../adapters/api-servers.ts';
import { REPLACE_MASTER } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { viewSchema } from '../../runtime/payloads.ts';
import { observeCluster } from './observe-cluster.ts';

/** Kept between invocations, with its token: Secrets Manager is paid by the call. */
let token: SecretToken | undefined;

export const handler = makeHandler(
  REPLACE_MASTER.observeCluster,
  parserFor(z.object({ run: runSchema, view: viewSchema })),
  (payload, { settings: { api }, clock }) => {
    token ??= new SecretToken(api.tokenSecretArn, clock);
    const secret = token;
    return observeCluster(payload, { apiServers: new HttpsApiServers(api, () => secret.read()) });
  },
);
