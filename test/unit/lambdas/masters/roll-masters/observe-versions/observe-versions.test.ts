import { ERRORS } from '../../../../../../lambdas/masters/contract/errors.ts';
import { observeVersions } from '../../../../../../lambdas/masters/roll-masters/observe-versions/observe-versions.ts';
import type { ApiAnswer } from '../../../../../../lambdas/shared/domain/api-answer.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const COLUMNS = ['Name', 'Status', 'Roles', 'Age', 'Version', 'Internal-IP'].map((name) => ({ name }));

const NO_COLUMNS = 'has no columns of roles and versions';

type Row = readonly [roles: string, version: string];

const answer = (body: object | string, status = 200): ApiAnswer => ({
  kind: 'answer',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const said = (gitVersion: string): ApiAnswer => answer({ major: '1', minor: '36', gitVersion });
const named = (...names: readonly string[]) => COLUMNS.filter(({ name }) => names.includes(name));
const table = (rows: readonly Row[], more = '', columnDefinitions: readonly object[] = COLUMNS): ApiAnswer =>
  answer({
    kind: 'Table',
    metadata: { resourceVersion: '7', ...(more && { continue: more }) },
    columnDefinitions,
    rows: rows.map(([roles, version]) => ({
      cells: ['i-0', 'Ready', roles, '3d', version, '10.0.0.1'],
      object: null,
    })),
  });

async function observe(
  answers: {
    version?: (address: string) => ApiAnswer;
    nodes?: (address: string, after: string) => ApiAnswer;
  },
  masters = new Masters(),
) {
  const asked: string[] = [];
  const apiVersions = {
    version: async (address: string) => {
      asked.push(`version ${address}`);
      return (answers.version ?? (() => said('v1.36.2')))(address);
    },
    nodes: async (address: string, after: string) => {
      asked.push(`nodes ${address} ${after}`.trimEnd());
      return (answers.nodes ?? (() => table([])))(address, after);
    },
  };
  const view = await masters.view();
  return { asked, view, ...(await observeVersions({ view }, { apiVersions })) };
}

describe('Versions', () => {
  it('are those of every API server, and of the nodes that are no masters', async () => {
    const nodes = () =>
      table([
        ['control-plane', 'v1.37.0'],
        ['control-plane,spot', 'v1.37.0'],
        ['master', 'v1.37.0'],
        ['node', 'v1.36.2'],
        ['node,spot-worker', 'v1.36.2'],
        ['<none>', 'v1.35.1'],
      ]);
    const observed = await observe({ nodes });
    const instances = observed.view.groups.flatMap((group) => group.instances);
    expect(observed.masters).toEqual(
      instances.map(({ id }) => ({ instance: id, version: 'v1.36.2', reason: '' })),
    );
    expect(observed.nodes).toEqual({ known: true, counts: { 'v1.36.2': 2, 'v1.35.1': 1 } });
    expect(observed.asked).toEqual([
      ...instances.map(({ address }) => `version ${address}`),
      `nodes ${instances[0]?.address}`,
    ]);
  });

  it('of nodes are counted over all pages', async () => {
    const { nodes, asked } = await observe({
      nodes: (_address, after) => table([['node', 'v1.36.2']], after === '' ? 'page/2=' : ''),
    });
    expect(nodes).toEqual({ known: true, counts: { 'v1.36.2': 2 } });
    expect(asked.slice(-1)[0]).toMatch(/^nodes .* page\/2=$/);
  });

  it('of nodes whose list never ends are unknown', async () => {
    const { nodes, asked } = await observe({ nodes: () => table([], 'more') });
    expect(nodes).toEqual({ known: false, reason: 'the list of nodes does not end after 100 pages' });
    expect(asked.filter((one) => one.startsWith('nodes'))).toHaveLength(100);
  });

  it.each<[string, ApiAnswer, string]>([
    ['no answer', { kind: 'no-answer', reason: 'late' }, 'late'],
    ['a wrong certificate', { kind: 'wrong-certificate', reason: 'of another' }, 'of another'],
    ['401', answer('', 401), 'it answered 401 to /version'],
    ['no JSON', answer('<html>'), 'its answer to /version is not what it must be: <html>'],
    ['something else', answer({}), 'its answer to /version is not what it must be: {}'],
    ['no version', said('1.36'), 'is not what it must be'],
    [
      'a page of HTML',
      answer('x'.repeat(5000)),
      `is not what it must be: ${'x'.repeat(120)}… (4,880 characters more)`,
    ],
  ])('of a master are unknown by %s, and the next one lists the nodes', async (_what, bad, reason) => {
    const masters = new Masters();
    const [first, second] = (await masters.view()).groups.flatMap((group) => group.instances);
    const observed = await observe(
      { version: (address) => (address === first?.address ? bad : said('v1.36.2')) },
      masters,
    );
    expect(observed.masters[0]).toEqual({
      instance: first?.id,
      version: '',
      reason: expect.stringContaining(reason),
    });
    expect(observed.asked.at(-1)).toBe(`nodes ${second?.address}`);
  });

  it('are unknown where no master says its own', async () => {
    const { nodes, asked } = await observe({ version: () => ({ kind: 'no-answer', reason: 'late' }) });
    expect(nodes).toEqual({ known: false, reason: 'no master could list the nodes' });
    expect(asked.some((one) => one.startsWith('nodes'))).toBe(false);
  });

  it.each([
    ['does not run', { state: 'stopped' }, 'EC2 says "stopped"'],
    ['has no address', { address: '' }, 'it has no private address'],
  ])('of a master that %s are not read', async (_what, known, reason) => {
    const masters = new Masters();
    const [first, ...others] = (await masters.view()).groups.flatMap((group) => group.instances);
    const id = first?.id ?? '';
    const before = masters.instances.known.get(id);
    if (before) masters.instances.known.set(id, { ...before, ...known });
    const observed = await observe({}, masters);
    expect(observed.masters[0]).toEqual({
      instance: id,
      version: '',
      reason: `it was not asked: ${reason}`,
    });
    expect(observed.asked).toEqual([
      ...others.map(({ address }) => `version ${address}`),
      `nodes ${others[0]?.address}`,
    ]);
  });

  it.each<[string, ApiAnswer, string]>([
    ['the token may not list them', answer('', 403), 'the token may not list nodes (403)'],
    ['they come as something else', answer({ kind: 'NodeList', items: [] }), 'is not what it must be'],
    [
      'they come as a table of something else',
      answer({ kind: 'NodeList', metadata: {}, columnDefinitions: COLUMNS, rows: [] }),
      'is not what it must be',
    ],
    ['the table has no versions', table([], '', named('Name', 'Roles')), NO_COLUMNS],
    ['the table has no roles', table([], '', named('Name', 'Version')), NO_COLUMNS],
    ['a version is none', table([['node', '<unknown>']]), 'has no version: <unknown>'],
    [
      'a version is a long text',
      table([['node', 'x'.repeat(500)]]),
      `no version: ${'x'.repeat(120)}… (380 characters more)`,
    ],
  ])('of nodes are unknown where %s', async (_what, bad, reason) => {
    const { nodes } = await observe({ nodes: () => bad });
    expect(nodes).toEqual({ known: false, reason: expect.stringContaining(reason) });
  });

  it('of nodes are unknown where the list is gone half-way', async () => {
    const { nodes } = await observe({
      nodes: (_address, after) => (after === '' ? table([['node', 'v1.36.2']], 'more') : answer('', 410)),
    });
    expect(nodes).toEqual({ known: false, reason: 'it answered 410 to /api/v1/nodes' });
  });

  describe.each([ERRORS.transient, ERRORS.credentialsUnreadable])(
    'by a token that can’t be had (%s)',
    (name) => {
      const failing = () => {
        throw Object.assign(new Error('no token'), { name });
      };

      it('are unknown', async () => {
        const { masters, nodes } = await observe({ version: failing });
        expect(masters.map(({ reason }) => reason)).toEqual(masters.map(() => 'it was not asked: no token'));
        expect(nodes).toMatchObject({ known: false });
      });

      it('are unknown of the nodes alone, where it could be had before', async () => {
        const { masters, nodes } = await observe({ nodes: failing });
        expect(masters.map(({ reason }) => reason)).toEqual(masters.map(() => ''));
        expect(nodes).toEqual({ known: false, reason: 'it was not asked: no token' });
      });
    },
  );

  it('fail by what is no answer at all', async () => {
    const failing = () => {
      throw new TypeError('a mistake');
    };
    await expect(observe({ version: failing })).rejects.toThrow('a mistake');
  });
});
