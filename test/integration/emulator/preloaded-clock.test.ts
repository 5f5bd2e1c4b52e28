import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const PRELOAD = resolve(import.meta.dirname, '../../../rehearsal/emulator/preloaded-clock.cjs');
const YEAR = 365 * 86_400_000;

let folder: string;
let clockFile: string;

function makeClock() {
  folder = mkdtempSync(join(tmpdir(), 'clock test '));
  clockFile = join(folder, 'clock');
  setOffset(YEAR);
}

beforeEach(makeClock);

afterEach(() => rmSync(folder, { recursive: true }));

function setOffset(milliseconds: number) {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(milliseconds);
  writeFileSync(clockFile, bytes);
}

const environment = () => ({ ...process.env, REHEARSAL_CLOCK_FILE: clockFile });

/** What an expression is in a process with the preloaded clock. */
function evaluate(expression: string) {
  const program = `process.stdout.write(JSON.stringify(${expression}))`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--require', PRELOAD, '-e', program], {
    env: environment(),
    encoding: 'utf8',
  });
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

function isAYearAhead(moment: number) {
  expect(Math.abs(moment - Date.now() - YEAR)).toBeLessThan(30_000);
}

const MOVED = [
  'Date.now()',
  'new Date().getTime()',
  '+new Date()',
  'Date.parse(Date())',
  'Reflect.construct(Date, []).getTime()',
  'new (class Stamp extends Date {})().getTime()',
  'new (new Date().constructor)().getTime()',
];
const NAMED: readonly [string, unknown][] = [
  ['new Date(0).toISOString()', '1970-01-01T00:00:00.000Z'],
  ["new Date('2030-01-02').getTime()", 1_893_542_400_000],
  ['new Date(2030, 0, 2, 3, 4, 5, 6).getMilliseconds()', 6],
  ['Date.UTC(2030, 0, 2)', 1_893_542_400_000],
  ["Date.parse('2030-01-02T00:00:00Z')", 1_893_542_400_000],
];
const TRUE = [
  'new Date() instanceof Date',
  'new Date(0) instanceof Date',
  'new (class Stamp extends Date {})() instanceof Date',
  'structuredClone(new Date()) instanceof Date',
  "Object.prototype.toString.call(new Date()) === '[object Date]'",
  "new Date().constructor === Date && Date.name === 'Date' && Date.length === 7",
  "require('node:util').types.isDate(new Date())",
  "typeof Date() === 'string'",
];

describe('in a process that knows nothing of it', () => {
  const expressions = [...MOVED, ...NAMED.map(([expression]) => expression), ...TRUE];
  let values: Map<string, unknown>;

  beforeAll(() => {
    makeClock();
    const results = evaluate(`[${expressions.join(', ')}]`) as unknown[];
    values = new Map(expressions.map((expression, index) => [expression, results[index]]));
    rmSync(folder, { recursive: true });
  });

  it.each(MOVED)('%s is moved', (expression) => isAYearAhead(Number(values.get(expression))));

  it.each(NAMED)('%s is the moment that it names', (expression, expected) =>
    expect(values.get(expression)).toBe(expected),
  );

  it.each(TRUE)('%s', (expression) => expect(values.get(expression)).toBe(true));
});

it('leaves what measures durations alone', () => {
  const { origin, now } = evaluate('({ origin: performance.timeOrigin, now: performance.now() })');
  expect(Math.abs(origin - Date.now())).toBeLessThan(30_000);
  expect(now).toBeLessThan(30_000);
});

it('sees the offset change while it runs, and its timers stay real', async () => {
  const program = `
    console.log(Date.now());
    process.stdin.once('data', () => {
      const began = performance.now();
      setTimeout(() => { console.log(Date.now(), performance.now() - began); process.exit(); }, 50);
    });`;
  const child = spawn(process.execPath, ['--require', PRELOAD, '-e', program], { env: environment() });
  const says = () => new Promise<string>((done) => child.stdout.once('data', (data) => done(String(data))));
  isAYearAhead(Number(await says()));
  setOffset(2 * YEAR);
  const later = says();
  child.stdin.write('go on');
  const [moment = Number.NaN, waited] = (await later).split(' ').map(Number);
  isAYearAhead(moment - YEAR);
  expect(waited).toBeGreaterThanOrEqual(49);
  expect(waited).toBeLessThan(10_000);
});

it('refuses to start without a clock', () => {
  writeFileSync(clockFile, '');
  expect(() => evaluate('Date.now()')).toThrow('has no offset of 8 bytes');
});

it('works by NODE_OPTIONS, from a folder with a space in its name', () => {
  const copy = join(folder, 'a copy', 'preloaded-clock.cjs');
  cpSync(dirname(PRELOAD), dirname(copy), { recursive: true });
  const { stdout } = spawnSync(process.execPath, ['-p', 'Date.now()'], {
    env: { ...environment(), NODE_OPTIONS: `--require ${JSON.stringify(copy)}` },
    encoding: 'utf8',
  });
  isAYearAhead(Number(stdout));
});
