/** The JSON Schemas of reports, as docs/*.schema.json have them. */
import * as z from 'zod/mini';
import { MASTERS_STATUS_SCHEMA, mastersStatusSchema } from '../lambdas/masters/runtime/status-schema.ts';
import { READINESS_SCHEMA } from '../lambdas/migration/domain/readiness/readiness-json.ts';
import { readinessSchema } from '../lambdas/migration/runtime/readiness-schema.ts';
import { STATUS_SCHEMA, statusSchema } from '../lambdas/migration/runtime/status-schema.ts';
import { REHEARSAL_SCHEMA } from '../report/rehearsal/document.ts';
import { rehearsalSchema } from '../report/rehearsal/schema.ts';

export function readinessSchemaText(): string {
  return schemaText(READINESS_SCHEMA, readinessSchema);
}

export function rehearsalSchemaText(): string {
  return schemaText(REHEARSAL_SCHEMA, rehearsalSchema);
}

export function statusSchemaText(): string {
  return schemaText(STATUS_SCHEMA, statusSchema);
}

export function mastersStatusSchemaText(): string {
  return schemaText(MASTERS_STATUS_SCHEMA, mastersStatusSchema);
}

/** As one reads it: fields that a later report has beside these are no error. */
function schemaText(title: string, of: z.ZodMiniType): string {
  const { $schema, ...schema } = z.toJSONSchema(of, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`;
}
