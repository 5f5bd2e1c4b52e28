import * as z from 'zod/mini';
import { HttpsApiServers } from '../shared/adapters/api-servers.ts';
import { SecretToken } from '../shared/adapters/secrets.ts';
import { ROLL_MASTERS } from '../shared/contract/masters/states.ts';
import { makeMastersHandler } from '../shared/runtime/make-masters-handler.ts';
import { viewSchema } from '../shared/runtime/masters-payloads.ts';
import { parserFor } from '../shared/runtime/parse.ts';
import { observeVersions } from './observe-versions.ts';

export const handler = makeMastersHandler(
  ROLL_MASTERS.observeVersions,
  parserFor(z.object({ view: viewSchema })),
  (payload, { settings: { api }, clock }) => {
    const token = new SecretToken(api.tokenSecretArn, clock);
    return observeVersions(payload, { apiVersions: new HttpsApiServers(api, () => token.read()) });
  },
);
