import { type ApiServerOptions, HttpsApi } from '../../shared/adapters/https-api.ts';
import type { ApiAnswer } from '../../shared/domain/api-answer.ts';
import type { MastersSettings } from '../contract/settings.ts';
import type { ApiServers, ApiVersions } from '../ports/api-servers.ts';

const DEFAULTS: ApiServerOptions = {
  port: 443,
  timeoutMs: 5000,
  // A line per check, some fifty of them, or a page of nodes: what is longer than twice that is something else.
  largestBody: 64 * 1024,
};

/** A row of the table of nodes has some 250 bytes. */
const NODES_A_PAGE = 100;

/** What kubectl asks for: the columns that it prints, made by the server, in place of whole nodes. */
const AS_TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/** The masters' own, each asked on its own address. */
export class HttpsApiServers implements ApiServers, ApiVersions {
  readonly #api: HttpsApi;

  /** @throws InvalidSettings when the authority's certificate is none */
  constructor(
    access: Pick<MastersSettings['api'], 'certificateAuthority' | 'serverName'>,
    token: () => Promise<string>,
    options: Partial<ApiServerOptions> = {},
  ) {
    this.#api = new HttpsApi(access, token, { ...DEFAULTS, ...options });
  }

  readyz(address: string): Promise<ApiAnswer> {
    return this.#api.get(address, { path: '/readyz?verbose', accept: 'text/plain' });
  }

  version(address: string): Promise<ApiAnswer> {
    return this.#api.get(address, { path: '/version', accept: 'application/json' });
  }

  nodes(address: string, after: string): Promise<ApiAnswer> {
    const page = {
      limit: `${NODES_A_PAGE}`,
      includeObject: 'None',
      ...(after !== '' && { continue: after }),
    };
    const path = `/api/v1/nodes?${new URLSearchParams(page)}`;
    return this.#api.get(address, { path, accept: AS_TABLE });
  }
}
