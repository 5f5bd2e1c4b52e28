import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Comment {
  readonly id: number;
  readonly url: string;
  readonly html_url: string;
  readonly body: string;
  readonly user: { readonly login: string; readonly type: 'Bot' | 'User' };
}

export interface GithubOptions {
  /** `owner/name`. */
  readonly repository: string;
  readonly pullRequests: readonly number[];
  readonly token: string;
  /** Whether the token may write comments. */
  readonly mayWrite?: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const LONGEST = 65_536;
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

const refusal = (status: number, message: string, ...errors: readonly string[]): Answer => ({
  status,
  body: { message, ...(errors.length > 0 && { errors: errors.map((each) => ({ message: each })) }) },
});
const NOT_FOUND = refusal(404, 'Not Found');

/** A part of GitHub's REST API: SPEC.md beside this says which. */
export class Github {
  readonly #options: GithubOptions;
  readonly #comments = new Map<number, Comment[]>();
  readonly #server: Server;
  #ids = 0;

  private constructor(options: GithubOptions) {
    this.#options = options;
    for (const number of options.pullRequests) this.#comments.set(number, []);
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(options: GithubOptions): Promise<Github> {
    const github = new Github(options);
    await new Promise<void>((resolve) => github.#server.listen(0, '127.0.0.1', resolve));
    return github;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  commentsOn(number: number): readonly Comment[] {
    return this.#comments.get(number) ?? [];
  }

  /** Somebody else's comment. */
  says(number: number, body: string, user: Comment['user']): Comment {
    const id = ++this.#ids;
    const { repository } = this.#options;
    const comment = {
      id,
      url: `${this.url}/repos/${repository}/issues/comments/${id}`,
      html_url: `https://github.com/${repository}/pull/${number}#issuecomment-${id}`,
      body,
      user,
    };
    this.#comments.get(number)?.push(comment);
    return comment;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { status, body } = this.#answer(request, Buffer.concat(chunks).toString());
    response
      .writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
      .end(JSON.stringify(body));
  }

  #answer({ method, url = '', headers }: IncomingMessage, text: string): Answer {
    const { repository, token, mayWrite = true } = this.#options;
    if (!headers['user-agent']) return refusal(403, 'Request forbidden by administrative rules');
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 'Bad credentials');
    const { pathname, searchParams } = new URL(url, this.url);
    const issues = `/repos/${repository}/issues/`;
    if (!pathname.startsWith(issues)) return NOT_FOUND;
    const rest = pathname.slice(issues.length);
    const ofPullRequest = /^(\d+)\/comments$/.exec(rest)?.[1];
    const ofComment = /^comments\/(\d+)$/.exec(rest)?.[1];
    if (method === 'GET' && ofPullRequest) return this.#page(Number(ofPullRequest), searchParams);
    const isWrite = (method === 'POST' && ofPullRequest) || (method === 'PATCH' && ofComment);
    if (!isWrite) return NOT_FOUND;
    if (!mayWrite) return refusal(403, 'Resource not accessible by integration');
    const written = writtenIn(text);
    if (typeof written !== 'string') return written;
    if (ofPullRequest) return this.#adds(Number(ofPullRequest), written);
    return this.#changes(Number(ofComment), written);
  }

  #page(number: number, asked: URLSearchParams): Answer {
    const comments = this.#comments.get(number);
    if (!comments) return NOT_FOUND;
    const perPage = Math.min(Math.max(Number(asked.get('per_page') ?? 30), 1), 100);
    const from = (Math.max(Number(asked.get('page') ?? 1), 1) - 1) * perPage;
    return { status: 200, body: comments.slice(from, from + perPage) };
  }

  #adds(number: number, body: string): Answer {
    return this.#comments.has(number) ? { status: 201, body: this.says(number, body, BOT) } : NOT_FOUND;
  }

  #changes(id: number, body: string): Answer {
    for (const comments of this.#comments.values()) {
      const at = comments.findIndex((comment) => comment.id === id);
      const before = comments[at];
      if (!before) continue;
      comments[at] = { ...before, body };
      return { status: 200, body: comments[at] };
    }
    return NOT_FOUND;
  }
}

/** The text of a comment, or what GitHub answers to it. */
function writtenIn(text: string): string | Answer {
  let body: unknown;
  try {
    body = JSON.parse(text).body;
  } catch {
    return refusal(400, 'Problems parsing JSON');
  }
  if (typeof body !== 'string' || body.trim() === '') return refusal(422, 'Validation Failed');
  if (body.length > LONGEST)
    return refusal(422, 'Validation Failed', `body is too long (maximum is ${LONGEST} characters)`);
  return body;
}
