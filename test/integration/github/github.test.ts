import { Github } from '../../fakes/github/github.ts';

const REPOSITORY = 'example/shop';
let github: Github;

beforeEach(async () => {
  github = await Github.start({ repository: REPOSITORY, pullRequests: [7], token: 'secret' });
});
afterEach(() => github.stop());

const COMMENTS = `/repos/${REPOSITORY}/issues/7/comments`;

async function ask(path: string, init: RequestInit = {}) {
  const headers = { authorization: 'Bearer secret', 'user-agent': 'test', ...init.headers };
  const response = await fetch(`${github.url}${path}`, { ...init, headers });
  return { status: response.status, body: await response.json() };
}

const posted = (body: unknown) => ask(COMMENTS, { method: 'POST', body: JSON.stringify({ body }) });

describe('the stand-in for GitHub', () => {
  it('keeps comments, oldest first, and changes them', async () => {
    const { status, body: first } = await posted('one');
    expect([status, first.user]).toEqual([201, { login: 'github-actions[bot]', type: 'Bot' }]);
    await posted('two');
    const path = new URL(first.url).pathname;
    expect((await ask(path, { method: 'PATCH', body: '{"body":"three"}' })).status).toBe(200);
    const { body } = await ask(COMMENTS);
    expect(body.map((each: { body: string }) => each.body)).toEqual(['three', 'two']);
  });

  it('gives pages of 30, or of up to 100', async () => {
    for (let n = 1; n <= 101; n++) github.says(7, `${n}`, { login: 'ada', type: 'User' });
    const size = async (query: string) => (await ask(`${COMMENTS}${query}`)).body.length;
    expect(await size('')).toBe(30);
    expect(await size('?per_page=1000')).toBe(100);
    expect(await size('?per_page=100&page=2')).toBe(1);
  });

  it.each([
    ['another repository', '/repos/example/other/issues/7/comments'],
    ['another pull request', `/repos/${REPOSITORY}/issues/8/comments`],
    ['another path', `/repos/${REPOSITORY}/pulls/7/comments`],
  ])('does not find %s', async (_what, path) => {
    expect(await ask(path)).toEqual({ status: 404, body: { message: 'Not Found' } });
    const found = await ask(path, { method: 'POST', body: '{"body":"x"}' });
    expect(found.status).toBe(404);
  });

  it.each([
    ['another token', { authorization: 'Bearer other' }, 401, 'Bad credentials'],
    ['no name of the client', { 'user-agent': '' }, 403, 'Request forbidden by administrative rules'],
  ])('refuses %s', async (_what, headers, status, message) => {
    expect(await ask(COMMENTS, { headers })).toEqual({ status, body: { message } });
  });

  it.each([
    ['what is not JSON', '{', 400, 'Problems parsing JSON'],
    ['no text', '{}', 422, 'Validation Failed'],
    ['a blank text', '{"body":" "}', 422, 'Validation Failed'],
    ['too long a text', JSON.stringify({ body: 'x'.repeat(65_537) }), 422, 'Validation Failed'],
  ])('refuses %s', async (_what, body, status, message) => {
    expect(await ask(COMMENTS, { method: 'POST', body })).toMatchObject({ status, body: { message } });
    expect(github.commentsOn(7)).toEqual([]);
  });

  it('takes the longest text', async () => {
    expect((await posted('x'.repeat(65_536))).status).toBe(201);
  });

  it('refuses writes by a token that may only read', async () => {
    const reading = await Github.start({
      repository: REPOSITORY,
      pullRequests: [7],
      token: 't',
      mayWrite: false,
    });
    try {
      const headers = { authorization: 'Bearer t' };
      const { status } = await fetch(`${reading.url}${COMMENTS}`, {
        method: 'POST',
        headers,
        body: '{"body":"x"}',
      });
      expect(status).toBe(403);
      expect((await fetch(`${reading.url}${COMMENTS}`, { headers })).status).toBe(200);
    } finally {
      await reading.stop();
    }
  });
});
