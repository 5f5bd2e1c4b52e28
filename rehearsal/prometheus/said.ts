/** How Prometheus' HTTP API words its answers. */

export interface Said {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** A request that can't be read. */
export class BadData extends Error {
  override readonly name = 'BadData';
}

/** A query that can be read, and has no answer. */
export class NotExecuted extends Error {
  override readonly name = 'NotExecuted';
}

/** One value at a moment, epoch milliseconds. */
export type Point = readonly [at: number, value: number];

/** @param points of the one series that there is; none: there is no series */
export function matrix(points: readonly Point[]): Said {
  const values = points.map(([at, value]) => [at / 1000, String(value)]);
  const result = values.length === 0 ? [] : [{ metric: {}, values }];
  return json(200, { status: 'success', data: { resultType: 'matrix', result } });
}

/** @throws what is none of Prometheus' own errors */
export function failed(error: unknown): Said {
  if (error instanceof BadData) return json(400, failure('bad_data', error));
  if (error instanceof NotExecuted) return json(422, failure('execution', error));
  throw error;
}

function failure(errorType: string, { message }: Error) {
  return { status: 'error', errorType, error: message };
}

function json(status: number, body: object): Said {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

export function plain(status: number, body: string): Said {
  return { status, type: 'text/plain; charset=utf-8', body };
}

export const UNAUTHORIZED = plain(401, 'Unauthorized\n');
export const NOT_FOUND = plain(404, '404 page not found\n');
export const NOT_ALLOWED = plain(405, 'Method Not Allowed\n');
/** As AWS says it. */
export const NOT_SIGNED = json(403, { message: 'Missing Authentication Token' });
