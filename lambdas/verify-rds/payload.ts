import * as z from 'zod/mini';
import type { VerifyRdsPayload } from '../shared/contract/payloads.ts';
import { checkFields } from '../shared/runtime/check-payload.ts';
import { findingSchema } from '../shared/runtime/finding-schema.ts';
import { parserFor } from '../shared/runtime/parse.ts';

const endpoint = z.object({
  identifier: z.string(),
  kind: z.enum(['instance', 'cluster']),
  engine: z.enum(['postgres', 'mysql']),
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
