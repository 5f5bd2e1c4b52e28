import type { Route53Engine } from './engine.ts';
import type { Caller } from './engine-options.ts';
import { Route53Error } from './errors.ts';
import { routeOf } from './http-routes.ts';
import { documentOf, errorDocument } from './xml-response.ts';

/** `path` without the query string, as sent (percent-encoded). */
export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Absent: somebody who may use every account. */
  readonly caller?: Caller | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Route53Handler = (request: HttpRequest) => HttpResponse;

/** The REST API (2013-04-01) in front of an engine, for the calls that the engine has; any other is a 404. */
export function createRoute53Handler(engine: Route53Engine): Route53Handler {
  let requests = 0;
  return (request) => {
    requests += 1;
    const requestId = `00000000-0000-4000-8000-${requests.toString(16).padStart(12, '0')}`;
    const headers = { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
    try {
      const found = routeOf(request.method, request.path);
      if (found === undefined) return { status: 404, headers, body: unknownOperation(request, requestId) };
      const { route, parts } = found;
      const { query, caller } = request;
      const body = route.answer({ engine, parts, query, body: request.body, caller });
      return { status: route.status ?? 200, headers, body };
    } catch (error) {
      if (!(error instanceof Route53Error)) throw error;
      return { status: error.status, headers, body: errorDocument(error, requestId) };
    }
  };
}

function unknownOperation({ method, path }: HttpRequest, requestId: string): string {
  return documentOf('ErrorResponse', {
    Error: {
      Type: 'Sender',
      Code: 'UnknownOperationException',
      Message: `The engine has no operation for ${method} ${path}`,
    },
    RequestId: requestId,
  });
}
