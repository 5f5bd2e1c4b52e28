import { stripVTControlCharacters } from 'node:util';
import { type Frame, frameLines, happeningInFull, happeningLine } from '../../../../rehearsal/view/frame.ts';
import { type Shares, sharesLines } from '../../../../rehearsal/view/migration/body.ts';

const START = Date.UTC(2027, 0, 4, 8);
const HOUR = 3_600_000;
const WIDE = 120;

const shares = (overrides: Partial<Shares> = {}): Shares => ({
  names: [
    { name: 'www.shop.test', cluster: 0.5 },
    { name: 'img.shop-cdn.test', cluster: undefined },
  ],
  traffic: { legacy: 750, cluster: 250, failed: 3, lost: 0 },
  alarms: [{ name: 'shop-cluster-5xx', state: 'OK' }],
  ...overrides,
});

const frame = (overrides: Partial<Frame> = {}): Frame => ({
  start: START,
  now: START + 54 * HOUR,
  executions: [
    {
      executionArn: 'arn',
      machine: 'shop-Migrate',
      name: 'one',
      status: 'RUNNING',
      started: '',
      stopped: null,
      state: 'Soak',
      entered: null,
      within: [],
      error: null,
      cause: null,
    },
  ],
  body: sharesLines(shares(), WIDE),
  ...overrides,
});

const plain = (lines: readonly string[]) => lines.map((line) => stripVTControlCharacters(line).trimEnd());

it('shows clock, state, alarms, traffic and weights', () => {
  expect(plain(frameLines(frame(), 40, WIDE))).toEqual([
    '',
    'Wed 2027-01-06 14:00:00  2 d 6 h since the start',
    'Migrate                    Soak',
    '',
    'alarms                     1 OK',
    'requests seen              ████████░░░░░░░░░░░░░░░░░░░░░░ cluster 25 %',
    'a minute                   1,000, 3 errors',
    'www.shop.test              ███████████████░░░░░░░░░░░░░░░ cluster 50 %',
    'img.shop-cdn.test          no answer',
  ]);
});

it('shows it in 40 columns, without bars', () => {
  const lines = frameLines(frame({ body: sharesLines(shares(), 40) }), 40, 40);
  expect(plain(lines)).toEqual([
    '',
    'Wed 2027-01-06 14:00:00  2 d 6 h since …',
    'Migrate       Soak',
    '',
    'alarms             1 OK',
    'requests seen      cluster 25 %',
    'a minute           1,000, 3 errors',
    'www.shop.test      cluster 50 %',
    'img.shop-cdn.test  no answer',
  ]);
});

it('shows as much as a low terminal has room for, what matters most first', () => {
  const lines = plain(frameLines(frame({ body: sharesLines(shares(), 80) }), 5, 80));
  expect(lines.map((line) => line.split('  ')[0])).toEqual([
    'Wed 2027-01-06 14:00:00',
    'Migrate',
    'alarms',
    'requests seen',
    'a minute',
  ]);
  expect(frameLines(frame(), -1, 80)).toEqual([]);
});

it('names the alarms that are not OK, and counts the others', () => {
  const alarms = ['OK', 'ALARM', 'INSUFFICIENT_DATA', 'OK'].map((state, i) => ({
    name: `alarm-${i}`,
    state,
  }));
  expect(plain(sharesLines(shares({ alarms }), WIDE))[0]).toMatch(
    /^alarms +ALARM alarm-1, INSUFFICIENT_DATA alarm-2, 2 OK$/,
  );
});

it('says how many requests were lost', () => {
  const traffic = { legacy: 0, cluster: 0, failed: 0, lost: 12 };
  expect(plain(sharesLines(shares({ traffic }), WIDE)).join('\n')).toContain('12 lost');
});

it('cuts lines to the width of the terminal, not counting colours', () => {
  for (const line of frameLines(frame(), 40, 20)) {
    expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(20);
  }
});

it('says where it has cut a line, and cuts none that fits', () => {
  const first = (width: number) => plain(frameLines(frame({ body: ['alarms 1 OK'] }), 40, width)).at(-1);
  expect(first(10)).toBe('alarms 1 …');
  expect(first(11)).toBe('alarms 1 OK');
});

it('closes colours where it has cut a line, and writes no sequence where there are none', () => {
  const cut = (body: string) => frameLines(frame({ body: [body] }), 40, 6).at(-1);
  expect(cut('alarms 1 OK')).toBe('alarm…');
  expect(cut('\x1b[31malarms\x1b[39m 1 OK')).toBe('\x1b[31malarm…\x1b[0m');
});

it('shows how executions ended', () => {
  const [execution] = frame().executions;
  if (!execution) throw new Error('no execution');
  const ended = { ...execution, status: 'FAILED' as const, state: 'NotReady', error: 'NotReady' };
  const shown = (error: string) =>
    plain(frameLines(frame({ executions: [{ ...ended, error }] }), 40, WIDE))[2]?.replace(/ +/, ' ');
  expect(shown('NotReady')).toBe('Migrate FAILED in NotReady');
  expect(shown('FenceLost')).toBe('Migrate FAILED in NotReady (FenceLost)');
});

it('shows one happening in one line', () => {
  expect(stripVTControlCharacters(happeningLine({ at: START, kind: 'mail', text: 'rolled back' }))).toBe(
    'Mon 2027-01-04 08:00:00  mail   rolled back',
  );
});

it('shows a mail with all that it says', () => {
  const mail = {
    at: START,
    kind: 'mail',
    text: 'rolled back',
    more: 'An alarm fired.\n\nNo action.',
  } as const;
  expect(plain(happeningInFull(mail))).toEqual([
    'Mon 2027-01-04 08:00:00  mail   rolled back',
    '    An alarm fired.',
    '',
    '    No action.',
  ]);
});
