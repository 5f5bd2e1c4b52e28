import * as z from 'zod/mini';
import type { DatabaseEndpoint } from '../contract/payloads.ts';

/** A database's endpoint as one function hands it to the next. */
export const endpointSchema: z.ZodMiniType<DatabaseEndpoint> = z.object({
  subject: z.string(),
  kind: z.enum(['instance', 'cluster', 'proxy', 'host']),
  engine: z.enum(['postgres', 'mysql', 'mariadb']),
  roundTrips: z.int().check(z.positive()),
  p99BudgetMs: z.number().check(z.positive()),
  host: z.string().check(z.minLength(1)),
  port: z.int().check(z.positive()),
});
