/** How the API says that it doesn't do what was asked. Source: Kubernetes' Status, and its API server. */
import type { Asked } from './rights.ts';

export interface Said {
  readonly status: number;
  /** Text stays as it is. */
  readonly body: object | string;
}

export const UNAUTHORIZED = statusOf(401, 'Unauthorized', 'Unauthorized');
/** For a path that nothing serves, also one of a custom resource that isn't installed. */
export const NOT_FOUND: Said = { status: 404, body: '404 page not found\n' };

export function statusOf(code: number, reason: string, message: string): Said {
  const body = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
  return { status: code, body };
}

export function forbidden(user: string, { group, resource, verb }: Asked): Said {
  const message = `${resource}${group && `.${group}`} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" at the cluster scope`;
  return statusOf(403, 'Forbidden', message);
}
