import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { LogInToDatabasesPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';
import { endpointSchema } from '../../runtime/endpoint-schema.ts';

/** What DescribeDatabases found. @throws InvalidInput */
export const parseLogInToDatabasesPayload: (raw: unknown) => LogInToDatabasesPayload = parserFor(
  z.object({ ...checkFields, endpoints: z.array(endpointSchema) }),
);
