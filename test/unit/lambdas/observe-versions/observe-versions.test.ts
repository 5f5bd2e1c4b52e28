import { observeVersions } from '../../../../lambdas/observe-versions/observe-versions.ts';
import { ERRORS } from '../../../../lambdas/shared/contract/errors.ts';
import type { ApiAnswer } from '../../../../lambdas/shared/domain/masters/api-answer.ts';
import { Masters } from '../../../support/masters-cluster.ts';

const COLUMNS = ['Name', 'Status', 'Roles', 'Age', 'Version', 'Internal-IP'].map((name) => ({ name }));

type Row = readonly [roles: string, version: string];

const answer = (body: object | string, status = 200): ApiAnswer => ({
  kind: 'answer',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const said = (gitVersion: string): ApiAnswer => answer({ major: '1', minor: '36', gitVersion });
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
  ])('of a master are unknown by %s, and the next is asked for the nodes', async (_what, bad, reason) => {
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
    expect(nodes).toEqual({ known: false, reason: 'nobody could be asked for the nodes' });
    expect(asked.some((one) => one.startsWith('nodes'))).toBe(false);
  });

  it('of a master that does not run are not asked for', async () => {
    const masters = new Masters();
    const [first] = (await masters.view()).groups.flatMap((group) => group.instances);
    masters.instances.setState(first?.id ?? '', 'stopped');
    const observed = await observe({}, masters);
    expect(observed.masters[0]).toEqual({
      instance: first?.id,
      version: '',
      reason: 'it was not asked: EC2 says "stopped"',
    });
    expect(observed.asked).not.toContain(`version ${first?.address}`);
  });

  it.each<[string, ApiAnswer, string]>([
    ['the token may not list them', answer('', 403), 'the token may not list nodes (403)'],
    ['the list is gone half-way', answer('', 410), 'it answered 410 to /api/v1/nodes'],
    ['they come as something else', answer({ kind: 'NodeList', items: [] }), 'is not what it must be'],
    [
      'the table has no versions',
      table([], '', [{ name: 'Name' }, { name: 'Roles' }]),
      'has no columns of roles and versions',
    ],
    ['a version is none', table([['node', '<unknown>']]), 'has no version: <unknown>'],
  ])('of nodes are unknown where %s', async (_what, bad, reason) => {
    const { nodes } = await observe({ nodes: () => bad });
    expect(nodes).toEqual({ known: false, reason: expect.stringContaining(reason) });
  });

  it.each([ERRORS.transient, ERRORS.credentialsUnreadable])(
    'are unknown where the token can’t be had (%s)',
    async (name) => {
      const failing = () => {
        throw Object.assign(new Error('no token'), { name });
      };
      const { masters, nodes } = await observe({ version: failing });
      expect(masters.map(({ reason }) => reason)).toEqual(masters.map(() => 'it was not asked: no token'));
      expect(nodes).toMatchObject({ known: false });
    },
  );

  it('fail by what is no answer at all', async () => {
    const failing = () => {
      throw new TypeError('a mistake');
    };
    await expect(observe({ version: failing })).rejects.toThrow('a mistake');
  });
});
