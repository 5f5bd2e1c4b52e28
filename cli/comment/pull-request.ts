import { readFileSync } from 'node:fs';

/** There is no pull request to comment on, or no right to; the message says what to do. */
export class CommentRefused extends Error {
  override readonly name = 'CommentRefused';
}

export const GIVE_TOKEN = `Give the step env: GITHUB_TOKEN: \${{ github.token }}`;

/** Where the comment goes, as GitHub Actions says it. */
export interface PullRequest {
  /** The address of GitHub's API. */
  readonly api: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly workflow: string;
  /** The page of this run. */
  readonly run: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const GIVEN = [
  'GITHUB_API_URL',
  'GITHUB_EVENT_PATH',
  'GITHUB_REPOSITORY',
  'GITHUB_RUN_ID',
  'GITHUB_SERVER_URL',
  'GITHUB_WORKFLOW',
] as const;

/** @throws CommentRefused */
export function pullRequestIn(env: Environment): PullRequest {
  const missing = GIVEN.filter((name) => !env[name]);
  if (missing.length > 0)
    throw new CommentRefused(
      `${missing.join(', ')}: missing. GitHub Actions sets them: run this in a step of a workflow.`,
    );
  const { GITHUB_TOKEN: token = '' } = env;
  if (token === '') throw new CommentRefused(`GITHUB_TOKEN is missing. ${GIVE_TOKEN}`);
  const given = (name: (typeof GIVEN)[number]) => env[name] ?? '';
  const repository = given('GITHUB_REPOSITORY');
  return {
    api: given('GITHUB_API_URL'),
    token,
    repository,
    number: numberIn(given('GITHUB_EVENT_PATH')),
    workflow: given('GITHUB_WORKFLOW'),
    run: `${given('GITHUB_SERVER_URL')}/${repository}/actions/runs/${given('GITHUB_RUN_ID')}`,
  };
}

function numberIn(eventFile: string): number {
  const { pull_request: pullRequest } = JSON.parse(readFileSync(eventFile, 'utf8')) as {
    readonly pull_request?: { readonly number?: unknown };
  };
  if (typeof pullRequest?.number === 'number') return pullRequest.number;
  throw new CommentRefused(
    "This run is not of a pull request. Give the job if: github.event_name == 'pull_request'",
  );
}
