import * as z from 'zod/mini';
import { SecretToken } from '../../../shared/adapters/secret-token.ts';
import { parserFor, runSchema } from '../../../shared/runtime/parse.ts';
import { HttpsApiServers } from '../../adapters/api-servers.ts';
import { ROLL_MASTERS } from '../../contract/states.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { viewSchema } from '../../runtime/payloads.ts';
import { observeVersions } from './observe-versions.ts';

export const handler = makeHandler(
  ROLL_MASTERS.observeVersions,
  parserFor(z.object({ run: runSchema, view: viewSchema })),
  (payload, { settings: { api }, clock }) => {
    const token = new SecretToken(api.tokenSecretArn, clock);
    return observeVersions(payload, { apiVersions: new HttpsApiServers(api, () => token.read()) });
  },
);
