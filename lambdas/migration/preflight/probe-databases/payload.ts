import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { ProbeDatabasesPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';
import { endpointSchema } from '../../runtime/endpoint-schema.ts';

/** What DescribeDatabases found, and from where it is to be probed. @throws InvalidInput */
export const parseProbeDatabasesPayload: (raw: unknown) => ProbeDatabasesPayload = parserFor(
  z.object({ ...checkFields, endpoints: z.array(endpointSchema), place: z.int().check(z.nonnegative()) }),
);
