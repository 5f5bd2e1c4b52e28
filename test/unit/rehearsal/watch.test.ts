import { Chronicle } from '../../../rehearsal/text/chronicle.ts';
import { Watch } from '../../../rehearsal/watch.ts';
import { anExecution } from './checks/migration/some-evidence.ts';

const NOW = Date.UTC(2027, 0, 4, 8);

function setUp() {
  const chronicle = new Chronicle(() => NOW);
  const watch = new Watch(chronicle);
  const reported = () => chronicle.happenings.map(({ kind, text }) => `${kind} ${text}`);
  return { chronicle, watch, reported };
}

const running = anExecution({ status: 'RUNNING', state: 'Soak', entered: '2027-01-04T08:07:22.000Z' });
const seen = (
  executions: (typeof running)[],
  mails: { at: number; subject: string; body: string }[] = [],
) => ({
  now: NOW,
  executions,
  mails,
  chat: [],
});

it('shows each state once, when it was entered', () => {
  const { chronicle, watch, reported } = setUp();
  watch.observe(seen([running]));
  watch.observe(seen([running]));
  watch.observe(seen([{ ...running, state: 'JudgeSoak' }]));
  expect(reported()).toEqual(['state Migrate: Soak', 'state Migrate: JudgeSoak']);
  expect(chronicle.happenings[0]?.at).toBe(Date.parse('2027-01-04T08:07:22.000Z'));
});

it('shows how an execution ended, with the first line of why', () => {
  const { watch, reported } = setUp();
  watch.observe(
    seen([
      { ...running, status: 'FAILED', state: 'RolledBack', error: 'Aborted', cause: 'tomorrow\nnot today' },
    ]),
  );
  expect(reported()).toEqual(['state Migrate FAILED in RolledBack, Aborted: tomorrow']);
});

it('shows each notification once, when it came', () => {
  const { watch, reported } = setUp();
  const mail = { at: NOW, subject: 'shop: rolled back', body: '' };
  watch.observe(seen([], [mail]));
  watch.observe(seen([], [mail, { ...mail, subject: 'shop: closed' }]));
  expect(reported()).toEqual(['mail shop: rolled back', 'mail shop: closed']);
});

it('does not show what was there before', () => {
  const { watch, reported } = setUp();
  watch.forget(seen([running]));
  watch.observe(seen([running]));
  expect(reported()).toEqual([]);
});

describe('of replacements of masters', () => {
  const replacing = (name: string, state: string) =>
    anExecution({ machine: 'shop-masters-ReplaceMaster', name, status: 'RUNNING', state });

  it('names the one that is meant', () => {
    const { watch, reported } = setUp();
    watch.observe(seen([replacing('i-a-1', 'WaitForVolumes'), replacing('i-b-1', 'JudgeQuorum')]));
    expect(reported()).toEqual([
      'state ReplaceMaster i-a-1: WaitForVolumes',
      'state ReplaceMaster i-b-1: JudgeQuorum',
    ]);
  });

  it('shows the states of a repeated check once, until a new state comes', () => {
    const { watch, reported } = setUp();
    const round = ['DescribeMasters', 'JudgeQuorum', 'Pause'];
    for (const state of [...round, ...round, 'DrainMaster', ...round, ...round])
      watch.observe(seen([replacing('i-a-1', state)]));
    expect(reported()).toEqual(
      [...round, 'DrainMaster', ...round].map((state) => `state ReplaceMaster i-a-1: ${state}`),
    );
  });
});
