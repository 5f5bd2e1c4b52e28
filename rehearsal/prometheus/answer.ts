/** What a request to the HTTP API is answered. `SPEC.md` */
import { rangeQueryIn } from './parameters.ts';
import { failed, matrix, NOT_ALLOWED, NOT_FOUND, type Point, type Said } from './said.ts';

/** What a query has at a moment, epoch milliseconds; undefined: nothing. */
export type ValueAt = (at: number) => number | undefined;

/** @throws NotExecuted for a query that nobody has described */
export type ValuesOf = (query: string) => ValueAt;

export interface ApiRequest {
  readonly method: string;
  /** Below the API's own: `/api/v1/query_range`. */
  readonly path: string;
  /** Of the address. */
  readonly fields: URLSearchParams;
  readonly type: string | undefined;
  readonly body: string;
}

const RANGE = '/api/v1/query_range';

export function answerTo(request: ApiRequest, valuesOf: ValuesOf): Said {
  const { method, path, fields } = request;
  if (path !== RANGE) return NOT_FOUND;
  if (method !== 'GET' && method !== 'POST') return NOT_ALLOWED;
  try {
    // Those of the form come before those of the address.
    const { query, start, end, step } = rangeQueryIn(new URLSearchParams([...formIn(request), ...fields]));
    const valueAt = valuesOf(query);
    const points: Point[] = [];
    for (let at = start; at <= end; at += step) {
      const value = valueAt(at);
      if (value !== undefined) points.push([at, value]);
    }
    return matrix(points);
  } catch (error) {
    return failed(error);
  }
}

/** What is no form has no fields. */
function formIn({ method, type = '', body }: ApiRequest): URLSearchParams {
  const [first] = type.split(';');
  const isForm = method === 'POST' && first?.trim() === 'application/x-www-form-urlencoded';
  return new URLSearchParams(isForm ? body : '');
}
