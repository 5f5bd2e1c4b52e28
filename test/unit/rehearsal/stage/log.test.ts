import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../../../rehearsal/stage/log.ts';

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'kops-cutover-log-')), 'logs');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const at = (minute: number) => new Date(Date.UTC(2027, 0, 4, 8, minute));

it('is a file of each run’s own', () => {
  const [one, other] = [openLog(folder, at(0)), openLog(folder, at(1))];
  one.write('of one');
  other.write('of the other');
  one.close();
  other.close();
  expect(readFileSync(one.path, 'utf8')).toBe('of one\n');
  expect(readFileSync(other.path, 'utf8')).toBe('of the other\n');
});

it('takes nothing more when it is closed', () => {
  const log = openLog(folder, at(0));
  log.close();
  log.write('too late');
  expect(readFileSync(log.path, 'utf8')).toBe('');
});

it('keeps the newest five, and whatever is no log', () => {
  for (let minute = 0; minute < 7; minute++) {
    openLog(folder, at(minute)).close();
    writeFileSync(join(folder, 'notes.txt'), '');
  }
  expect(readdirSync(folder).map((name) => name.slice(0, 19))).toEqual([
    ...[2, 3, 4, 5, 6].map((minute) => `2027-01-04T08-0${minute}-00`),
    'notes.txt',
  ]);
});
