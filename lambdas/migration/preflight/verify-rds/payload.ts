import * as z from 'zod/mini';
import { parserFor } from '../../../shared/runtime/parse.ts';
import { LOGIN_FAILURES, type LoggedIn } from '../../contract/database-logins.ts';
import { PROBE_FAILURES, type ProbedFromHere } from '../../contract/database-probes.ts';
import type { VerifyRdsPayload } from '../../contract/payloads.ts';
import { checkFields } from '../../runtime/check-payload.ts';
import { endpointSchema } from '../../runtime/endpoint-schema.ts';
import { findingSchema } from '../../runtime/finding-schema.ts';

const text = z.string();
const milliseconds = z.number().check(z.nonnegative());
const percentiles = z.object({ p50: milliseconds, p95: milliseconds, p99: milliseconds, max: milliseconds });
const count = z.int().check(z.nonnegative());

const addresses = z.array(text);
const reach = z.discriminatedUnion('reached', [
  z.object({ reached: z.literal(true), addresses, server: text, tls: text, certificate: text }),
  z.object({ reached: z.literal(false), addresses, failure: z.enum(PROBE_FAILURES), message: text }),
]);

const broken = z.exactOptional(z.object({ error: text, logGroup: text }));

const probed: z.ZodMiniType<ProbedFromHere> = z.object({
  databases: z.array(
    z.object({
      subject: text,
      host: text,
      reach,
      measured: z.exactOptional(
        z.object({
          tried: count,
          lost: count,
          times: z.exactOptional(z.object({ connect: percentiles, tls: percentiles, answer: percentiles })),
        }),
      ),
    }),
  ),
  broken,
});

const outcome = z.discriminatedUnion('in', [
  z.object({
    in: z.literal(true),
    query: percentiles,
    connections: z.object({ most: count, open: z.int() }),
  }),
  z.object({ in: z.literal(false), failure: z.enum(LOGIN_FAILURES), message: text }),
]);

const loggedIn: z.ZodMiniType<LoggedIn> = z.object({
  logins: z.array(z.object({ subject: text, host: text, outcome })),
  broken,
});

/** What DescribeDatabases, ProbeDatabases and LogInToDatabases handed on. @throws InvalidInput */
export const parseVerifyRdsPayload: (raw: unknown) => VerifyRdsPayload = parserFor(
  z.object({
    ...checkFields,
    described: z.object({
      endpoints: z.array(endpointSchema),
      zones: z.array(text),
      findings: z.array(findingSchema),
    }),
    seen: z.array(z.union([probed, loggedIn])),
  }),
);
