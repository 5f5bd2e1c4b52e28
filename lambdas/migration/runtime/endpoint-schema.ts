import * as z from 'zod/mini';
import type { DatabaseEndpoint } from '../contract/payloads.ts';
import type { LoginSettings } from '../contract/settings.ts';

const login: z.ZodMiniType<LoginSettings> = z.object({
  by: z.union([
    z.object({ secretArn: z.string(), keyArn: z.exactOptional(z.string()) }),
    z.object({ iamUser: z.string() }),
  ]),
  database: z.string(),
  connections: z.exactOptional(z.int().check(z.nonnegative())),
});

/** A database's endpoint as one function hands it to the next. */
export const endpointSchema: z.ZodMiniType<DatabaseEndpoint> = z.object({
  subject: z.string(),
  kind: z.enum(['instance', 'cluster', 'proxy', 'host']),
  engine: z.enum(['postgres', 'mysql', 'mariadb']),
  roundTrips: z.int().check(z.positive()),
  p99BudgetMs: z.number().check(z.positive()),
  host: z.string().check(z.minLength(1)),
  port: z.int().check(z.positive()),
  login: z.exactOptional(login),
});
