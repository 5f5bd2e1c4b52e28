/** The JSON Schemas of reports and of the status, as docs/*.schema.json have them. */
import * as z from 'zod/mini';
import { MASTERS_STATUS_SCHEMA, mastersStatusSchema } from '../lambdas/masters/runtime/status-schema.ts';
import { READINESS_SCHEMA } from '../lambdas/migration/domain/readiness/readiness-json.ts';
import { readinessSchema } from '../lambdas/migration/runtime/readiness-schema.ts';
import { STATUS_SCHEMA, statusSchema } from '../lambdas/migration/runtime/status-schema.ts';
import { REHEARSAL_SCHEMA } from '../report/rehearsal/document.ts';
import { rehearsalSchema } from '../report/rehearsal/schema.ts';

/** By their names in `docs`. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  'readiness.schema.json': schemaText(READINESS_SCHEMA, readinessSchema),
  'rehearsal.schema.json': schemaText(REHEARSAL_SCHEMA, rehearsalSchema),
  'status.schema.json': schemaText(STATUS_SCHEMA, statusSchema),
  'masters-status.schema.json': schemaText(MASTERS_STATUS_SCHEMA, mastersStatusSchema),
};

/** As one reads it: fields that a later report has beside these are no error. */
function schemaText(title: string, of: z.ZodMiniType): string {
  const { $schema, ...schema } = z.toJSONSchema(of, { io: 'input' });
  return `${JSON.stringify({ $schema, title, ...schema }, undefined, 2)}\n`;
}
