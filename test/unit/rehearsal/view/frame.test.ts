import { stripVTControlCharacters } from 'node:util';
import { type Frame, frameLines, happeningLine } from '../../../../rehearsal/view/frame.ts';
import { type Shares, sharesLines } from '../../../../rehearsal/view/migration/body.ts';

const START = Date.UTC(2027, 0, 4, 8);
const HOUR = 3_600_000;

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
  title: 'week: the whole migration',
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
      error: null,
      cause: null,
    },
  ],
  body: sharesLines(shares()),
  happenings: [
    { at: START, kind: 'person', text: 'on call starts Migrate' },
    { at: START + HOUR, kind: 'zone', text: 'shop.test. shift 5 %' },
  ],
  ...overrides,
});

const plain = (lines: readonly string[]) => lines.map((line) => stripVTControlCharacters(line).trimEnd());

it('shows clock, state, weights, traffic, alarms and what happened', () => {
  const lines = plain(frameLines(frame(), 40, 200));
  expect(lines[0]).toBe('week: the whole migration');
  expect(lines[1]).toBe('Wed 2027-01-06 14:00:00  2 d 6 h since the start');
  expect(lines.join('\n')).toMatch(/Migrate +Soak/);
  expect(lines.join('\n')).toMatch(/www\.shop\.test +█{15}░{15} cluster 50 %/);
  expect(lines.join('\n')).toMatch(/img\.shop-cdn\.test +no answer/);
  expect(lines.join('\n')).toMatch(/requests seen .*cluster 25 %, 1,000 a minute, 3 errors$/m);
  expect(lines.join('\n')).toMatch(/alarms +shop-cluster-5xx OK/);
  expect(lines.at(-1)).toBe('Mon 2027-01-04 09:00:00  zone   shop.test. shift 5 %');
});

it('says how many requests were lost', () => {
  const traffic = { legacy: 0, cluster: 0, failed: 0, lost: 12 };
  expect(plain(sharesLines(shares({ traffic }))).join('\n')).toContain('12 lost');
});

it('shows the newest of what happened where not all has room', () => {
  const lines = plain(frameLines(frame(), 10, 200));
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain('shift 5 %');
  expect(lines.join('\n')).not.toContain('on call starts');
});

it('cuts lines to the width of the terminal, not counting colours', () => {
  for (const line of frameLines(frame(), 40, 20)) {
    expect(stripVTControlCharacters(line).length).toBeLessThanOrEqual(20);
  }
});

it('says where it has cut a line, and cuts none that fits', () => {
  expect(plain(frameLines(frame(), 40, 20))[0]).toBe('week: the whole mig…');
  expect(plain(frameLines(frame(), 40, 25))[0]).toBe('week: the whole migration');
  expect(plain(frameLines(frame(), 40, 24))[0]).toBe('week: the whole migrati…');
});

it('shows how executions ended', () => {
  const [execution] = frame().executions;
  if (!execution) throw new Error('no execution');
  const ended = { ...execution, status: 'FAILED' as const, state: 'NotReady', error: 'NotReady' };
  expect(plain(frameLines(frame({ executions: [ended] }), 40, 200)).join('\n')).toContain(
    'FAILED in NotReady (NotReady)',
  );
});

it('shows one happening in one line', () => {
  expect(stripVTControlCharacters(happeningLine({ at: START, kind: 'mail', text: 'rolled back' }))).toBe(
    'Mon 2027-01-04 08:00:00  mail   rolled back',
  );
});
