/** Reads a report that is to become a page. */

import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { called } from '#own';
import { CLOSED_SCHEMA } from '../lambdas/migration/domain/messages/closed-message.ts';
import { READINESS_SCHEMA } from '../lambdas/migration/domain/readiness/readiness-json.ts';
import { readinessSchema } from '../lambdas/migration/runtime/readiness-schema.ts';
import { closedPage } from './closed/page.ts';
import { closedSchema } from './closed/schema.ts';
import { projectRunbook } from './page/project-runbook.ts';
import type { Runbook } from './page/runbook.ts';
import { readinessPage } from './readiness/page.ts';
import { REHEARSAL_SCHEMA } from './rehearsal/document.ts';
import { rehearsalPage } from './rehearsal/page.ts';
import { rehearsalSchema } from './rehearsal/schema.ts';

/** A file is no report that can be shown. */
export class ReportRefused extends Error {
  override readonly name = 'ReportRefused';
}

interface Kind {
  readonly what: string;
  readonly page: (json: unknown, path: string) => string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  [READINESS_SCHEMA]: kind('a readiness report (readiness.json)', readinessSchema, readinessPage),
  [CLOSED_SCHEMA]: kind('a closing report (closed.json)', closedSchema, closedPage),
  [REHEARSAL_SCHEMA]: kind(
    `a rehearsal (${called('rehearse', '… --json <file>')})`,
    rehearsalSchema,
    rehearsalPage,
  ),
};

export const WHAT_CAN_BE_SHOWN = Object.values(KINDS)
  .map(({ what }) => what)
  .join(', ')
  .replace(/, (?=[^,]*$)/, ' or ');

/** @throws ReportRefused */
export function pageOf(path: string, shown = path): string {
  const json = read(path, shown);
  const schema = schemaOf(json);
  const found = schema === undefined ? undefined : KINDS[schema];
  if (found) return found.page(json, shown);
  throw new ReportRefused(`${shown}: ${whatInstead(schema)}. Expected the JSON of ${WHAT_CAN_BE_SHOWN}.`);
}

function read(path: string, shown: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new ReportRefused(
        `${shown}: there is no such file. Copy it from the report bucket: aws s3 cp s3://<bucket>/<migration>/<execution>/readiness.json .`,
      );
    throw new ReportRefused(
      `${shown}: it can't be read: ${(error as Error).message}. Expected the JSON of ${WHAT_CAN_BE_SHOWN}.`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    const beside = /\.txt$/.test(shown)
      ? ` Take ${shown.replace(/\.txt$/, '.json')}, which is beside it.`
      : '';
    throw new ReportRefused(`${shown}: it is not JSON. Expected the JSON of ${WHAT_CAN_BE_SHOWN}.${beside}`);
  }
}

function schemaOf(json: unknown): string | undefined {
  const schema = typeof json === 'object' && json !== null && 'schema' in json ? json.schema : undefined;
  return typeof schema === 'string' ? schema : undefined;
}

function whatInstead(schema: string | undefined): string {
  if (schema === undefined) return 'it has no schema, so it is no report of kops-cutover';
  const name = schema.replace(/\/.*$/, '');
  const ours = Object.keys(KINDS).find((each) => each.startsWith(`${name}/`));
  return ours
    ? `it has the schema ${schema}, and this version reads ${ours}: run the version of kops-cutover that wrote it`
    : `it has the schema ${schema}, which is not shown as a page`;
}

function kind<T>(
  what: string,
  schema: z.ZodMiniType<T>,
  page: (report: T, runbook: Runbook) => string,
): Kind {
  return {
    what,
    page: (json, shown) => {
      const parsed = z.safeParse(schema, json);
      if (parsed.success) return page(parsed.data, projectRunbook());
      const [issue] = parsed.error.issues;
      const at = issue?.path.join('.') || 'the top';
      throw new ReportRefused(
        `${shown}: at ${at}: ${issue?.message ?? 'it is not as its schema says'}. Expected ${what} as it was written. Copy the file again.`,
      );
    },
  };
}
