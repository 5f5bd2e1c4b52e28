import * as z from 'zod/mini';
import type { ApiAnswer } from '../../../shared/domain/api-answer.ts';
import { jsonIn } from '../../../shared/domain/json.ts';
import { isVersion } from '../../../shared/domain/kubernetes-version.ts';
import { cut } from '../../../shared/domain/text.ts';

const SHOWN = 120;
/** kops' words for masters in the column of roles, since 1.26 and before. */
const MASTER_ROLES = ['control-plane', 'master'];

/** Source: `GET /version`. */
const versionSchema = z.object({ gitVersion: z.string().check(z.refine(isVersion)) });

/** Source: Kubernetes' API concepts, "Receiving resources as Tables", and its own columns of nodes. */
const tableSchema = z.object({
  kind: z.literal('Table'),
  metadata: z.object({ continue: z.optional(z.string()) }),
  columnDefinitions: z.array(z.object({ name: z.string() })),
  rows: z.array(z.object({ cells: z.array(z.unknown()) })),
});

export type Read<T> =
  | { readonly known: true; readonly said: T }
  | { readonly known: false; readonly reason: string };

export interface PageOfNodes {
  /** Of each node that is no master. */
  readonly versions: readonly string[];
  /** Where it continues; '' after the last page. */
  readonly after: string;
}

/** The version that an API server says it has; whatever is not the answer that is documented is none. */
export function versionIn(answer: ApiAnswer): Read<string> {
  const body = readBody(answer, versionSchema, '/version');
  return body.known ? { known: true, said: body.said.gitVersion } : body;
}

export function nodesIn(answer: ApiAnswer): Read<PageOfNodes> {
  if (answer.kind === 'answer' && answer.status === 403) return unknown('the token may not list nodes (403)');
  const body = readBody(answer, tableSchema, '/api/v1/nodes');
  if (!body.known) return body;
  const { columnDefinitions, rows, metadata } = body.said;
  const [roles, version] = ['Roles', 'Version'].map((wanted) =>
    columnDefinitions.findIndex(({ name }) => name === wanted),
  ) as [number, number];
  const versions = rows
    .filter(({ cells }) => !isMaster(cells[roles]))
    .map(({ cells }) => String(cells[version]));
  const odd = versions.find((one) => !isVersion(one));
  if (roles < 0 || version < 0 || odd !== undefined)
    return unknown(
      `its list of nodes has no ${odd === undefined ? 'columns of roles and versions' : `version: ${cut(odd, SHOWN)}`}`,
    );
  return { known: true, said: { versions, after: metadata.continue ?? '' } };
}

function isMaster(roles: unknown): boolean {
  return String(roles)
    .split(',')
    .some((role) => MASTER_ROLES.includes(role));
}

function readBody<Schema extends z.ZodMiniType>(
  answer: ApiAnswer,
  schema: Schema,
  path: string,
): Read<z.output<Schema>> {
  if (answer.kind !== 'answer') return unknown(answer.reason);
  if (answer.status !== 200) return unknown(`it answered ${answer.status} to ${path}`);
  const parsed = z.safeParse(schema, jsonIn(answer.body));
  return parsed.success
    ? { known: true, said: parsed.data }
    : unknown(`its answer to ${path} is not what it must be: ${cut(answer.body, SHOWN)}`);
}

function unknown(reason: string): { readonly known: false; readonly reason: string } {
  return { known: false, reason };
}
