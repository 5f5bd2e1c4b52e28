import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import type { VerifyRdsPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';
import { findingSchema } from '../../runtime/finding-schema.ts';

const endpoint = z.object({
  subject: z.string(),
  kind: z.enum(['instance', 'cluster', 'proxy', 'host']),
  engine: z.enum(['postgres', 'mysql', 'mariadb']),
  roundTrips: z.int().check(z.positive()),
  p99BudgetMs: z.number().check(z.positive()),
  host: z.string().check(z.minLength(1)),
  port: z.int().check(z.positive()),
});

/** What DescribeDatabases handed on. @throws InvalidInput */
export const parseVerifyRdsPayload: (raw: unknown) => VerifyRdsPayload = parserFor(
  z.object({
    ...checkFields,
    described: z.object({ endpoints: z.array(endpoint), findings: z.array(findingSchema) }),
  }),
);
