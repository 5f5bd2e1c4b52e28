import type { ClusterVersions } from '../../../../../../lambdas/masters/contract/versions.ts';
import { planRoll } from '../../../../../../lambdas/masters/roll-masters/plan-roll/plan-roll.ts';
import {
  GROUP_A,
  GROUP_B,
  GROUP_C,
  instanceOf,
  MASTER_A,
  MASTER_B,
  MASTER_C,
} from '../../../../../support/masters/masters.ts';
import {
  EVEN_VERSIONS,
  mastersControl,
  seenBeforePlan,
} from '../../../../../support/masters/masters-world.ts';

const RUN = { name: 'new', arn: 'arn:new', startedAt: '2026-03-01T10:00:00Z' };
const NOW = Date.parse(RUN.startedAt);
const DAY = 86_400_000;

function world() {
  const executions = { isRunning: async () => false };
  return Object.assign(mastersControl(RUN.startedAt), { executions });
}

type World = ReturnType<typeof world>;

/** EC2 launched it so many milliseconds ago; undefined: it doesn't say. */
function age(of: World, id: string, ms: number | undefined): void {
  const launchedAt = ms === undefined ? '' : new Date(NOW - ms).toISOString();
  of.known = of.known.map((one) => (one.id === id ? { ...one, launchedAt } : one));
}

async function plan(of: World, input: object = {}, versions?: ClusterVersions) {
  return await planRoll({ run: RUN, input, ...(await seenBeforePlan(of, versions)) }, of);
}

async function rolled(of: World) {
  return (await of.journal.roll())?.value.masters.map(({ instance }) => instance);
}

const nodes = (counts: Readonly<Record<string, number>>): ClusterVersions => ({
  ...EVEN_VERSIONS,
  nodes: { known: true, counts },
});

describe.each([{}, { dryRun: true }, { groups: [GROUP_A] }])('The plan of a roll by %j', (input) => {
  it('warns of nothing where masters are young, and no node is newer', async () => {
    const { warnings } = await plan(world(), input, nodes({ 'v1.35.9': 2, 'v1.36.7': 3 }));
    expect(warnings).toEqual([]);
  });

  it('warns of nodes that are newer than the oldest of the masters', async () => {
    const versions = nodes({ 'v1.36.0': 9, 'v1.37.0': 2, 'v2.0.0': 1 });
    const masters = versions.masters.map((one) =>
      one.instance === MASTER_B ? one : { ...one, version: 'v1.37.1' },
    );
    const { warnings } = await plan(world(), input, { ...versions, masters });
    expect(warnings).toEqual([
      `Nodes are newer than masters: 2 nodes with v1.37.0, 1 node with v2.0.0, but the API server of ${MASTER_B} is v1.36.2. No kubelet should be newer than an API server, so roll the masters before more nodes join.`,
    ]);
  });

  it('compares numbers, not texts', async () => {
    const versions = nodes({ 'v1.9.0': 1 });
    const { warnings } = await plan(world(), input, versions);
    expect(warnings).toEqual([]);
  });

  it.each<[string, Partial<ClusterVersions>, string]>([
    [
      'the nodes',
      { nodes: { known: false, reason: 'the token may not list nodes (403)' } },
      'the token may not list nodes (403)',
    ],
    [
      'a master',
      {
        masters: EVEN_VERSIONS.masters.map((one) =>
          one.instance === MASTER_C ? { ...one, version: '', reason: 'late' } : one,
        ),
      },
      `${MASTER_C}: late`,
    ],
    ['every master', { masters: [] }, 'there is no master to ask'],
  ])('says that it is unknown where it is of %s', async (_what, versions, why) => {
    const { warnings } = await plan(world(), input, { ...EVEN_VERSIONS, ...versions });
    expect(warnings).toEqual([`unknown: whether nodes are newer than masters (${why}).`]);
  });

  it('warns of newer nodes also where one of the masters is silent', async () => {
    const { masters, ...rest } = nodes({ 'v1.37.0': 1 });
    const [first, ...others] = masters.map((one) => ({ ...one }));
    const { warnings } = await plan(world(), input, {
      ...rest,
      masters: [{ instance: first?.instance ?? '', version: '', reason: 'late' }, ...others],
    });
    expect(warnings).toEqual([
      expect.stringContaining('1 node with v1.37.0'),
      `unknown: whether nodes are newer than masters (${MASTER_A}: late).`,
    ]);
  });

  it('warns of masters that are older than 400 days', async () => {
    const of = world();
    age(of, MASTER_A, 401 * DAY);
    age(of, MASTER_B, 401 * DAY - 1);
    const { warnings } = await plan(of, input);
    expect(warnings).toEqual([
      `${MASTER_A} (${GROUP_A}) is 401 days old. Certificates that kops issues expire after 455 to 485 days: replace it.`,
    ]);
  });

  it('warns of each of them, but for one that is terminated', async () => {
    const of = world();
    for (const id of [MASTER_A, MASTER_B, MASTER_C]) age(of, id, 500 * DAY);
    const young = 'i-0bbbbbbbbbbbbbbb2';
    of.setGroup(GROUP_B, { [MASTER_B]: 'Terminating:Wait', [young]: 'InService' });
    of.known = [...of.known, instanceOf(young, 'running', GROUP_B)];
    const { warnings } = await plan(of, input);
    expect(warnings.map((one) => one.split(' ')[0])).toEqual([MASTER_A, MASTER_C]);
  });

  it('says of which master the age is unknown', async () => {
    const of = world();
    age(of, MASTER_B, undefined);
    const { warnings } = await plan(of, input);
    expect(warnings).toEqual([`unknown: how old ${MASTER_B} (${GROUP_B}) is; EC2 does not say.`]);
  });
});

describe('A roll of masters that are older than so many days', () => {
  it('takes those, and those of which nobody knows how old they are', async () => {
    const of = world();
    age(of, MASTER_A, 301 * DAY);
    age(of, MASTER_B, 301 * DAY - 1);
    age(of, MASTER_C, undefined);
    const { summary } = await plan(of, { olderThanDays: 300 });
    expect(summary).toContain(
      `has 2 masters of 2 to replace: ${MASTER_A} (${GROUP_A}), ${MASTER_C} (${GROUP_C}). It takes masters older than 300 days.`,
    );
    expect(await rolled(of)).toEqual([MASTER_A, MASTER_C]);
  });

  it('takes those of the groups named', async () => {
    const of = world();
    age(of, MASTER_A, 400 * DAY);
    age(of, MASTER_B, 400 * DAY);
    await plan(of, { olderThanDays: 300, groups: [GROUP_B, GROUP_C] });
    expect(await rolled(of)).toEqual([MASTER_B]);
  });

  it('is shown by a dry run, which begins nothing', async () => {
    const of = world();
    age(of, MASTER_B, 400 * DAY);
    const { summary } = await plan(of, { olderThanDays: 300, dryRun: true });
    expect(summary).toContain(`has 1 master of 1 to replace: ${MASTER_B} (${GROUP_B}).`);
    expect(await of.journal.roll()).toBeUndefined();
  });

  it('takes none that is being terminated already', async () => {
    const of = world();
    for (const id of [MASTER_A, MASTER_B]) age(of, id, 400 * DAY);
    of.setGroup(GROUP_A, { [MASTER_A]: 'Terminating:Wait', 'i-0aaaaaaaaaaaaaaa2': 'InService' });
    of.known = [...of.known, instanceOf('i-0aaaaaaaaaaaaaaa2', 'running', GROUP_A)];
    await plan(of, { olderThanDays: 300 });
    expect(await rolled(of)).toEqual([MASTER_B]);
  });

  it('has nothing to do where all are younger', async () => {
    const of = world();
    const { summary } = await plan(of, { olderThanDays: 300 });
    expect(summary).toContain('has 0 masters of 0 to replace: none. It takes masters older than 300');
    expect(await rolled(of)).toEqual([]);
  });

  it('begins anew, whatever is left of another roll', async () => {
    const of = world();
    await plan(of, { groups: [GROUP_C] });
    age(of, MASTER_A, 400 * DAY);
    await planRoll(
      { run: { ...RUN, arn: 'arn:later' }, input: { olderThanDays: 300 }, ...(await seenBeforePlan(of)) },
      of,
    );
    expect(await rolled(of)).toEqual([MASTER_A]);
  });

  it.each([0, -1, 1.5, '300', null])('is refused with %j days', async (olderThanDays) => {
    await expect(plan(world(), { olderThanDays })).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('olderThanDays: '),
    });
  });
});
