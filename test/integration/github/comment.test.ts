import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../../cli/comment/command.ts';
import { Github } from '../../fakes/github/github.ts';

const REPOSITORY = 'example/shop';
const MARKER = '<!-- kops-cutover: cutover -->';
const PERSON = { login: 'ada', type: 'User' } as const;
const BOT = { login: 'github-actions[bot]', type: 'Bot' } as const;

let github: Github;
let folder: string;
let stdout: jest.SpyInstance;
let stderr: jest.SpyInstance;

const start = async (options: { readonly mayWrite?: boolean } = {}) => {
  github = await Github.start({ repository: REPOSITORY, pullRequests: [7], token: 'secret', ...options });
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comment-'));
  writeFileSync(join(folder, 'event.json'), '{"pull_request":{"number":7}}');
  stdout = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  stderr = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  await start();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await github.stop();
  rmSync(folder, { recursive: true });
});

const file = (text: string): string => {
  writeFileSync(join(folder, 'plan.md'), text);
  return join(folder, 'plan.md');
};
const environment = () => ({
  GITHUB_API_URL: github.url,
  GITHUB_EVENT_PATH: join(folder, 'event.json'),
  GITHUB_REPOSITORY: REPOSITORY,
  GITHUB_RUN_ID: '42',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_TOKEN: 'secret',
  GITHUB_WORKFLOW: 'cutover',
});
const comment = (text: string, env: NodeJS.ProcessEnv = {}) =>
  main([file(text)], { ...environment(), ...env });
const bodies = () => github.commentsOn(7).map(({ body }) => body);
const said = (spy: jest.SpyInstance) => spy.mock.calls.map(([text]) => text).join('');

describe('the comment on a pull request', () => {
  it('is one, which each run writes anew', async () => {
    github.says(7, 'Nice.', PERSON);
    expect(await comment('# One')).toBe(0);
    expect(await comment('# Two')).toBe(0);
    expect(bodies()).toEqual(['Nice.', `${MARKER}\n# Two`]);
    expect(said(stdout)).toContain(`https://github.com/${REPOSITORY}/pull/7#issuecomment-2`);
  });

  it('is found among many', async () => {
    await comment('# One');
    for (let n = 0; n < 250; n++) github.says(7, `${n}`, PERSON);
    github.says(7, `${MARKER.replace('cutover -->', 'other -->')}\nof another workflow`, BOT);
    await comment('# Two');
    expect(bodies()).toHaveLength(252);
    expect(bodies()[0]).toBe(`${MARKER}\n# Two`);
  });

  it('is found on a later page', async () => {
    for (let n = 0; n < 100; n++) github.says(7, `${n}`, PERSON);
    await comment('# One');
    await comment('# Two');
    expect(bodies().slice(100)).toEqual([`${MARKER}\n# Two`]);
  });

  it('is never one of a person', async () => {
    github.says(7, `${MARKER}\nmine`, PERSON);
    await comment('# One');
    expect(bodies()).toEqual([`${MARKER}\nmine`, `${MARKER}\n# One`]);
  });

  it('is cut where GitHub takes no more, and says where the rest is', async () => {
    expect(await comment('a line of the plan\n'.repeat(10_000))).toBe(0);
    const [body = ''] = bodies();
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body).toMatch(
      /\na line of the plan\n\n… \[The rest is in the summary of this run\]\(https:\/\/github\.com\/example\/shop\/actions\/runs\/42\)\.\n$/,
    );
  });

  it.each([
    [
      'outside of GitHub Actions',
      { GITHUB_API_URL: '', GITHUB_RUN_ID: undefined },
      /^GITHUB_API_URL, GITHUB_RUN_ID: missing\./,
    ],
    [
      'without a token',
      { GITHUB_TOKEN: '' },
      /^GITHUB_TOKEN is missing\. Give the step env: GITHUB_TOKEN: \$\{\{ github\.token \}\}\n$/,
    ],
    ['with a wrong token', { GITHUB_TOKEN: 'other' }, /401, Bad credentials\. Give the step env/],
    [
      'in another repository',
      { GITHUB_REPOSITORY: 'example/other' },
      /404, Not Found\. Give the job permissions/,
    ],
    [
      'if GitHub is gone',
      { GITHUB_API_URL: 'http://127.0.0.1:1' },
      /^GET http:\/\/127\.0\.0\.1:1\/.*: no answer: .*Run the job again\.\n$/,
    ],
  ])('is refused %s', async (_where, env, message) => {
    expect(await comment('# One', env)).toBe(1);
    expect(said(stderr)).toMatch(message);
    expect(bodies()).toEqual([]);
  });

  it('is refused without the right to write it', async () => {
    await github.stop();
    await start({ mayWrite: false });
    expect(await comment('# One')).toBe(1);
    expect(said(stderr)).toContain(
      '403, Resource not accessible by integration. Give the job permissions: pull-requests: write. For a pull request from a fork no token has that.',
    );
  });

  it('is refused in a run that is of no pull request', async () => {
    writeFileSync(join(folder, 'event.json'), '{"ref":"refs/heads/main"}');
    expect(await comment('# One')).toBe(1);
    expect(said(stderr)).toMatch(/^This run is not of a pull request\./);
  });

  it('is refused without a text', async () => {
    expect(await comment(' \n')).toBe(1);
    expect(said(stderr)).toContain('plan.md is empty: the step that writes it has failed.');
    expect(await main([join(folder, 'other.md')], environment())).toBe(1);
    expect(said(stderr)).toContain("other.md can't be read: ENOENT");
  });

  it.each([
    ['no file', []],
    ['two files', ['a.md', 'b.md']],
    ['an unknown option', ['a.md', '--once']],
  ])('is refused for %s', async (_what, args) => {
    expect(await main(args, environment())).toBe(1);
    expect(said(stderr)).toContain('See: npx kops-cutover comment --help');
  });

  it('has a help', async () => {
    expect(await main(['--help'], {})).toBe(0);
    expect(said(stdout)).toContain('npx kops-cutover comment <file.md>');
  });
});
