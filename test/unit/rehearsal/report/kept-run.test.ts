import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepRun } from '../../../../rehearsal/report/kept-run.ts';
import { Chronicle } from '../../../../rehearsal/text/chronicle.ts';

const START = Date.UTC(2027, 0, 4, 8);

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kops-cutover-runs-')), 'runs');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const at = (minute: number) => new Date(Date.UTC(2027, 0, 4, 8, minute));

it('has a log of each run’s own', () => {
  const [one, other] = [keepRun(folder, at(0)), keepRun(folder, at(1))];
  one.log('of one');
  other.log('of the other');
  one.close();
  other.close();
  expect(readFileSync(one.logPath, 'utf8')).toBe('of one\n');
  expect(readFileSync(other.logPath, 'utf8')).toBe('of the other\n');
});

it('logs nothing more when it is closed', () => {
  const run = keepRun(folder, at(0));
  run.log('in time');
  run.close();
  run.log('too late');
  expect(readFileSync(run.logPath, 'utf8')).toBe('in time\n');
});

it('keeps the newest five, and whatever is no run', () => {
  for (let minute = 0; minute < 7; minute++) {
    const run = keepRun(folder, at(minute));
    run.log('begun');
    run.close();
    writeFileSync(join(folder, 'notes.txt'), '');
  }
  expect(readdirSync(folder).map((name) => name.slice(0, 19))).toEqual([
    ...[2, 3, 4, 5, 6].map((minute) => `2027-01-04T08-0${minute}-00`),
    'notes.txt',
  ]);
});

it('leaves nothing of a run in which nothing began', () => {
  const run = keepRun(folder, at(0));
  run.close();
  run.log('too late');
  expect(existsSync(run.path)).toBe(false);
});

it('keeps the verdict as plain text', () => {
  const run = keepRun(folder, at(0));
  const rehearsal = run.begin('week', new Chronicle(() => START));
  rehearsal.keepVerdict(['\x1b[1mweek\x1b[0m passed', '  ok  It was kept']);
  run.close();
  expect(readFileSync(join(run.path, '1-week', 'verdict.txt'), 'utf8')).toBe(
    'week passed\n  ok  It was kept\n',
  );
});

it('keeps timeline, mails and reports of each rehearsal, each as it comes', () => {
  const run = keepRun(folder, at(0));
  const chronicle = new Chronicle(() => START);
  const rehearsal = run.begin('rolling (etcd 3.7)', chronicle);
  chronicle.add('state', 'RollMasters: PlanRoll');
  chronicle.add('mail', 'masters rolled', START + 1000, 'All of them.\nNo action.');
  rehearsal.keepReports(new Map([['runs/one/readiness.txt', 'READY']]));
  const kept = (...path: string[]) => readFileSync(join(run.path, '1-rolling-etcd-3.7', ...path), 'utf8');
  expect(kept('timeline.txt')).toBe(
    'Mon 2027-01-04 08:00:00  state  RollMasters: PlanRoll\nMon 2027-01-04 08:00:01  mail   masters rolled\n',
  );
  expect(kept('mails.txt')).toMatch(
    /^Mon 2027-01-04 08:00:01\nSubject: masters rolled\n\nAll of them\.\nNo action\.\n\n-+\n$/,
  );
  expect(kept('reports', 'runs/one/readiness.txt')).toBe('READY');
  run.begin('rolling (etcd 3.7)', new Chronicle(() => START));
  expect(existsSync(join(run.path, '2-rolling-etcd-3.7'))).toBe(true);
  run.close();
});

it('keeps what the run as a whole has come to, the last of it', () => {
  const run = keepRun(folder, at(0));
  run.keep('matrix.json', '{}');
  run.keep('matrix.json', '[]');
  run.close();
  expect(readFileSync(join(run.path, 'matrix.json'), 'utf8')).toBe('[]');
});
