import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { stripVTControlCharacters } from 'node:util';
import type { MastersStatus } from '../../../lambdas/masters/contract/status.ts';
import type { MigrationStatus } from '../../../lambdas/migration/contract/status.ts';
import { STATUS } from './a-status.ts';
import { ScriptedAws, stackOf } from './scripted-aws.ts';

const WATCH = ['--watch', '--every', '1'];

const { decision: _decision, wait: _wait, ...held } = STATUS;
const EVENT = {
  at: '2027-01-05T13:00:00.000Z',
  machine: 'RollBack',
  state: 'RestoreLegacy',
  said: 'restored',
} as const;
const OVER: MigrationStatus = {
  ...held,
  at: '2027-01-05T13:00:01.000Z',
  phase: 'rolled-back',
  summary: 'Rolled back at 2027-01-05T13:00:00Z: legacy serves.',
  share: { ...STATUS.share, intended: { least: 0, most: 0 } },
  events: [...STATUS.events, EVENT],
};

type Reply = { readonly body: unknown; readonly code?: number; readonly error?: string };

/** One after the other; the last one again and again. */
function inTurn(...replies: readonly Reply[]): () => Reply {
  let at = 0;
  return () => replies[Math.min(at++, replies.length - 1)] as Reply;
}

const THROTTLED = { body: { Message: 'Rate exceeded' }, code: 429, error: 'TooManyRequestsException' };

describe('status --watch', () => {
  let aws: ScriptedAws | undefined;
  afterEach(() => aws?.stop());

  async function run(replies: readonly Reply[], ...args: readonly string[]) {
    aws = await ScriptedAws.start({ status: inTurn(...replies) });
    return aws.run(['status', ...WATCH, ...args]);
  }

  it('in a pipe prints what is new, and ends when it is over', async () => {
    const { code, stdout, stderr } = await run([{ body: STATUS }, { body: STATUS }, { body: OVER }]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
"2027-01-05T11:00:00Z Migrate JudgeSoak: hold: Too few.
2027-01-05T12:00:00Z On hold at step 1 of 2 (5 %): a person must decide by 2027-01-06T12:00:00Z. | HoldForDecision until 2027-01-06T12:00:00Z | alarms: bad ALARM | decision a1b2c3 needed by 2027-01-06T12:00:00Z | intended 5 %, seen: unknown, nobody counts
2027-01-05T13:00:00Z RollBack RestoreLegacy: restored
2027-01-05T13:00:01Z Rolled back at 2027-01-05T13:00:00Z: legacy serves. | HoldForDecision | alarms: bad ALARM | intended 0 %, seen: unknown, nobody counts
"
`);
  });

  it('prints one JSON document a line, at each look', async () => {
    const { stdout } = await run([{ body: STATUS }, { body: STATUS }, { body: OVER }], '--json');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([STATUS, STATUS, OVER]);
  });

  it.each([
    ['AWS throttles', THROTTLED, /AWS throttles requests: TooManyRequestsException/],
    [
      'the journal could not be read',
      { body: { errorType: 'TransientFailure', errorMessage: 'no' }, error: 'Unhandled' },
      /shop-Status has failed: TransientFailure: no/,
    ],
  ])('says that %s, and looks again', async (_what, reply, message) => {
    const { code, stdout, stderr } = await run([reply, { body: OVER }]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Not known right now. /);
    expect(stderr).toMatch(message);
    expect(stdout).toContain('Rolled back');
  });

  it.each([
    [
      'the token has expired',
      { body: {}, code: 403, error: 'ExpiredTokenException' },
      /credentials have expired/,
    ],
    ['a right was taken away', { body: {}, code: 403, error: 'AccessDeniedException' }, /lack a right/],
    [
      'the function is broken',
      { body: { errorType: 'TypeError', errorMessage: 'x' }, error: 'Unhandled' },
      /TypeError: x/,
    ],
  ])('ends if %s: nobody would know', async (_what, reply, message) => {
    const { code, stdout, stderr } = await run([{ body: STATUS }, reply]);
    expect(code).toBe(1);
    expect(stdout).toContain('On hold');
    expect(stderr).toMatch(message);
  });

  it('says once that the stack was deployed by another version meanwhile', async () => {
    const other = { ...STATUS, version: '9.9.9' };
    const { stderr } = await run([
      { body: STATUS },
      { body: other },
      { body: other },
      { body: { ...OVER, version: '9.9.9' } },
    ]);
    expect(stderr.match(/9\.9\.9/g)).toHaveLength(2);
  });

  it('in a terminal draws in place, as much as there is room for', async () => {
    const before = Object.getOwnPropertyDescriptors(process.stdout);
    const terminal = { isTTY: true, columns: 40, rows: 6 };
    for (const [key, value] of Object.entries(terminal))
      Object.defineProperty(process.stdout, key, { value, configurable: true, writable: true });
    try {
      const { code, stdout } = await run([{ body: STATUS }, { body: OVER }]);
      expect(code).toBe(0);
      const [first = '', second = ''] = stdout.split('\x1b[5A');
      const plain = (text: string) => stripVTControlCharacters(text).replaceAll('\r', '').split('\n');
      expect(plain(first)).toEqual([
        'shop (account 111122223333, us-west-1) …',
        'On hold at step 1 of 2 (5 %): a person …',
        '',
        '  State     HoldForDecision since 2027-…',
        '  Share     intended 5 %, seen: unknown…',
        '',
      ]);
      expect(plain(second)).toContain('Rolled back at 2027-01-05T13:00:00Z: le…');
      expect(stdout.endsWith('\x1b[?25h')).toBe(true);
    } finally {
      for (const key of Object.keys(terminal)) {
        const own = before[key as keyof typeof before];
        if (own) Object.defineProperty(process.stdout, key, own);
        else delete (process.stdout as unknown as Record<string, unknown>)[key];
      }
    }
  });

  it('ends by a signal, and says so by its exit code', async () => {
    aws = await ScriptedAws.start({ status: inTurn({ body: STATUS }) });
    const child = aws.spawn(['status', ...WATCH]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const code = await new Promise((closed) => child.once('close', closed));
    expect(code).toBe(130);
  });
});

const MASTERS: MastersStatus = {
  version: STATUS.version,
  name: 'k8s-example-com',
  cluster: 'k8s.example.com',
  account: '111122223333',
  region: 'us-west-1',
  at: '2027-01-05T12:00:00.000Z',
  summary: '1 replacement stopped: a person must decide.',
  groups: [
    {
      name: 'a.masters.k8s.example.com',
      desired: 1,
      suspended: ['Launch'],
      instances: [
        {
          id: 'i-1',
          lifecycle: 'InService',
          state: 'running',
          zone: 'us-west-1a',
          launchedAt: '2026-12-01T00:00:00.000Z',
        },
      ],
    },
    { name: 'b.masters.k8s.example.com', desired: 1, suspended: [], instances: [] },
  ],
  lease: { state: 'broken', reason: 'broken: VolumeStuck' },
  replacements: [
    {
      id: 'i-2',
      group: 'b.masters.k8s.example.com',
      status: 'paged',
      since: '2027-01-05T11:00:00.000Z',
      statusAt: '2027-01-05T11:30:00.000Z',
      origin: 'it was terminated',
      page: {
        heading: 'VolumeStuck',
        reason: 'vol-1 is busy',
        decide: 'k8s-example-com-Decide',
        answers: [{ decision: 'detach', replacement: 'i-2' }],
      },
    },
  ],
  unread: [],
};

describe('masters', () => {
  let aws: ScriptedAws | undefined;
  afterEach(() => aws?.stop());

  const outputs = {
    RollByHand: 'arn:aws:states:us-west-1:111122223333:stateMachine:k8s-example-com-RollMasters',
    StatusFunction: 'arn:aws:lambda:us-west-1:111122223333:function:k8s-example-com-MastersStatus',
  };
  const start = (body: MastersStatus) =>
    ScriptedAws.start({ stacks: [stackOf('Masters', outputs)], status: () => ({ body }) });

  it('shows the masters, and what a person must answer', async () => {
    aws = await start(MASTERS);
    const { code, stdout, stderr } = await aws.run(['masters']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatchInlineSnapshot(`
"k8s-example-com: masters of k8s.example.com (account 111122223333, us-west-1) at 2027-01-05T12:00:00Z
1 replacement stopped: a person must decide.

  Masters   a.masters.k8s.example.com
              i-1 InService, running in us-west-1a, launched 2026-12-01T00:00:00Z
              Launch is suspended
            b.masters.k8s.example.com
              1 missing
  Lease     broken: VolumeStuck

Being replaced
  i-2 (b.masters.k8s.example.com): paged since 2027-01-05T11:30:00Z. it was terminated

VolumeStuck: a person must decide
  vol-1 is busy

Answers: start k8s-example-com-Decide with one of these
  {"decision":"detach","replacement":"i-2","reason":"…"}
"
`);
  });

  it('with --watch says what was not read, and that the lease is broken', async () => {
    aws = await start({ ...MASTERS, groups: [], unread: ['the groups of masters: Error: denied'] });
    const child = aws.spawn(['masters', ...WATCH]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    const [stdout] = await Promise.all([text(child.stdout), once(child, 'close')]);
    expect(stdout).toBe(
      '2027-01-05T12:00:00Z 1 replacement stopped: a person must decide. | not read: the groups of masters: Error: denied | lease broken: VolumeStuck | being replaced: i-2 paged\n',
    );
  });

  it('are not found where there is only a migration', async () => {
    aws = await ScriptedAws.start({});
    const { code, stderr } = await aws.run(['masters']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('There is no stack with masters in this account'),
    ]);
  });
});
