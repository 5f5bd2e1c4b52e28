import { CommentRefused, GIVE_TOKEN, type PullRequest } from './pull-request.ts';

const PER_PAGE = 100;
const ANSWERS_WITHIN_MS = 30_000;

interface Comment {
  readonly url: string;
  readonly html_url: string;
  readonly body?: string;
  readonly user: { readonly type: string } | null;
}

/** Writes the comment that begins with `marker` anew, or for the first time. @returns its page @throws CommentRefused */
export async function putComment(to: PullRequest, marker: string, body: string): Promise<string> {
  const comments = `${to.api}/repos/${to.repository}/issues/${to.number}/comments`;
  const before = await findComment(to, comments, marker);
  const written = before
    ? await request<Comment>(to, 'PATCH', before.url, { body })
    : await request<Comment>(to, 'POST', comments, { body });
  return written.html_url;
}

/** A person's comment is nobody else's to change, whatever it begins with. */
async function findComment(to: PullRequest, comments: string, marker: string): Promise<Comment | undefined> {
  for (let page = 1; ; page++) {
    const some = await request<Comment[]>(to, 'GET', `${comments}?per_page=${PER_PAGE}&page=${page}`);
    const found = some.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker));
    if (found || some.length < PER_PAGE) return found;
  }
}

async function request<T>(
  { token }: PullRequest,
  method: 'GET' | 'PATCH' | 'POST',
  url: string,
  body?: object,
): Promise<T> {
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'kops-cutover',
        'x-github-api-version': '2022-11-28',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new CommentRefused(
      `${method} ${url}: no answer: ${cause instanceof Error ? cause.message : message}. Run the job again.`,
      { cause: error },
    );
  }
  if (response.ok) return (await response.json()) as T;
  throw new CommentRefused(
    `${method} ${url}: ${response.status}, ${await said(response)}${adviceFor(response.status)}`,
  );
}

async function said(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { message, errors = [] } = JSON.parse(text);
    return [
      message,
      ...errors.map((error: { readonly message?: string }) => error.message ?? JSON.stringify(error)),
    ].join(': ');
  } catch {
    return text;
  }
}

function adviceFor(status: number): string {
  if (status === 401) return `. ${GIVE_TOKEN}`;
  if (status === 403 || status === 404)
    return '. Give the job permissions: pull-requests: write. For a pull request from a fork no token has that.';
  return '. Run the job again.';
}
