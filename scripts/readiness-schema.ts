/** The JSON Schema of the readiness report, as docs/readiness.schema.json has it. */
import * as z from 'zod/mini';
import { READINESS_SCHEMA } from '../lambdas/migration/domain/readiness/readiness-json.ts';
import { readinessSchema } from '../lambdas/migration/runtime/readiness-schema.ts';

/** As one reads it: fields that a later report has beside these are no error. */
export function readinessSchemaText(): string {
  const { $schema, ...schema } = z.toJSONSchema(readinessSchema, { io: 'input' });
  return `${JSON.stringify({ $schema, title: READINESS_SCHEMA, ...schema }, undefined, 2)}\n`;
}
