import type { HttpsApi } from '../../../shared/adapters/https-api.ts';
import type { ApiAnswer } from '../../../shared/domain/api-answer.ts';
import { jsonIn } from '../../../shared/domain/json.ts';
import { NamedError } from '../../../shared/domain/named-error.ts';
import { cut } from '../../../shared/domain/text.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { Listed, Resource, Resources } from '../../domain/workloads/resources.ts';
import type { ClusterApi } from '../../ports/cluster-api.ts';
import { KINDS } from './kinds.ts';

/** Of what a server says is wrong, characters. */
const SHOWN = 300;

export interface ClusterApiLimits {
  /** Objects in a page: a whole Deployment may have some 100 KB. */
  readonly aPage: number;
  /** Objects of a resource. */
  readonly most: number;
  /** For all requests together, milliseconds. */
  readonly patienceMs: number;
}

const LIMITS: ClusterApiLimits = { aPage: 50, most: 10_000, patienceMs: 60_000 };

type Answered = Extract<ApiAnswer, { kind: 'answer' }>;

/** The API servers behind one name, of which any answers for the cluster. Made anew for each check. */
export class HttpsClusterApi implements ClusterApi {
  readonly #api: Pick<HttpsApi, 'get'>;
  readonly #addresses: () => Promise<readonly string[]>;
  readonly #limits: ClusterApiLimits;
  readonly #until: AbortSignal;
  #inOrder: Promise<readonly string[]> | undefined;

  /** @param addresses of the API servers, in the order in which they are tried */
  constructor(
    api: Pick<HttpsApi, 'get'>,
    addresses: () => Promise<readonly string[]>,
    limits: Partial<ClusterApiLimits> = {},
  ) {
    this.#api = api;
    this.#addresses = addresses;
    this.#limits = { ...LIMITS, ...limits };
    this.#until = AbortSignal.timeout(this.#limits.patienceMs);
  }

  async version(): Promise<string> {
    const answer = await this.#get('/version');
    if (answer.status !== 200) throw refusal(answer);
    const { gitVersion } = objectIn(answer) as { gitVersion?: unknown };
    if (typeof gitVersion === 'string') return gitVersion;
    throw unreadable('its answer to /version has no version');
  }

  async list<R extends Resource>(resource: R): Promise<Listed<Resources[R]>> {
    const { read } = KINDS[resource];
    const items: Resources[R][] = [];
    let after = '';
    do {
      const answer = await this.#get(this.#pathOf(resource, after));
      if (answer.status === 403) return { kind: 'denied' };
      if (answer.status === 404) return { kind: 'absent' };
      if (answer.status !== 200) throw refusal(answer);
      const page = pageIn(answer);
      items.push(...page.items.flatMap(read));
      after = page.after;
      if (items.length > this.#limits.most)
        throw unreadable(`there are more than ${this.#limits.most} ${resource}, the most that are read`);
    } while (after !== '');
    return { kind: 'listed', items };
  }

  #pathOf(resource: Resource, after: string): string {
    const { path, fieldSelector } = KINDS[resource];
    const query = new URLSearchParams({
      limit: `${this.#limits.aPage}`,
      ...(fieldSelector !== undefined && { fieldSelector }),
      ...(after !== '' && { continue: after }),
    });
    return `${path}?${query}`;
  }

  /** The first answer of any API server. Who has answered is asked first from then on. */
  async #get(path: string): Promise<Answered> {
    this.#inOrder ??= this.#addresses();
    const addresses = await this.#inOrder;
    const reasons: string[] = [];
    for (const address of addresses) {
      if (this.#until.aborted)
        throw unreadable(
          `it was not read whole within ${this.#limits.patienceMs / 1000} s, the most that is waited`,
        );
      const answer = await this.#api.get(address, { path, accept: 'application/json' });
      if (answer.kind === 'answer') {
        this.#inOrder = Promise.resolve([address, ...addresses.filter((each) => each !== address)]);
        return answer;
      }
      reasons.push(answer.reason);
    }
    throw new NamedError(ERRORS.transient, reasons.join('; ') || 'no address was found');
  }
}

interface Page {
  readonly items: readonly unknown[];
  /** Where the list goes on; '' at its end. */
  readonly after: string;
}

function pageIn(answer: Answered): Page {
  const { items, metadata } = objectIn(answer) as { items?: unknown; metadata?: { continue?: unknown } };
  if (!Array.isArray(items)) throw unreadable('its answer is no list');
  return { items, after: typeof metadata?.continue === 'string' ? metadata.continue : '' };
}

/** What an answer has in it is not quoted: it may be confidential. */
function objectIn({ body }: Answered): object {
  const read = jsonIn(body);
  if (typeof read === 'object' && read !== null) return read;
  throw unreadable(`its answer of ${body.length} characters is not JSON`);
}

/** In the words of the server's `Status`, if it is one. */
function refusal({ status, body }: Answered): NamedError {
  if (status === 401) return new NamedError(ERRORS.credentialsUnreadable, 'it refuses the token (401)');
  const { message } = (jsonIn(body) ?? {}) as { message?: unknown };
  const words = typeof message === 'string' ? `: ${cut(message, SHOWN)}` : '';
  return unreadable(`it answered ${status}${words}`);
}

function unreadable(what: string): NamedError {
  return new NamedError(ERRORS.unreadableAnswer, what);
}
