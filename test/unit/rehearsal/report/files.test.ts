import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileRefused, prepareFiles, writeFiles } from '../../../../rehearsal/report/files.ts';
import { played, runOf } from '../../report/run.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kops-cutover-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NONE = { report: '', json: '', junit: '' };

it('writes the page into the run’s folder, and all three where they are wanted', () => {
  const wanted = {
    report: join(folder, 'deep/er/week.html'),
    json: join(folder, 'week.json'),
    junit: join(folder, 'week.xml'),
  };
  const kept = new Map<string, string>();
  prepareFiles(wanted);
  writeFiles(runOf([played()]), wanted, { keep: (name, text) => void kept.set(name, text) });
  expect(kept.get('report.html')).toContain('alarm-at-half: passed');
  expect(readFileSync(wanted.report, 'utf8')).toBe(kept.get('report.html'));
  expect(JSON.parse(readFileSync(wanted.json, 'utf8'))).toEqual(runOf([played()]));
  expect(readFileSync(wanted.junit, 'utf8')).toContain('<testcase classname="rehearsal.migration"');
});

it('writes nothing else where nothing is wanted', () => {
  const kept: string[] = [];
  writeFiles(runOf([]), NONE, { keep: (name) => void kept.push(name) });
  expect(kept).toEqual(['report.html']);
});

it('takes paths from where npm was started', () => {
  const before = process.env.INIT_CWD;
  process.env.INIT_CWD = folder;
  try {
    writeFiles(runOf([]), { ...NONE, json: 'here.json' }, { keep: () => {} });
    expect(existsSync(join(folder, 'here.json'))).toBe(true);
  } finally {
    if (before === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = before;
  }
});

it('refuses, before anything is played, what can’t be written', () => {
  mkdirSync(join(folder, 'there'));
  writeFileSync(join(folder, 'file'), '');
  const there = join(folder, 'there');
  expect(() => prepareFiles({ ...NONE, junit: there })).toThrow(
    new FileRefused(`--junit ${there}: expected a file, this is a folder. Add a file name.`),
  );
  expect(() => prepareFiles({ ...NONE, report: join(folder, 'file/a.html') })).toThrow(
    /^--report .*file\/a\.html: its folder can't be made: .*Give a path that can be written\./,
  );
  const lost = join(folder, 'lost.json');
  symlinkSync(join(folder, 'nowhere/week.json'), lost);
  expect(() => prepareFiles({ ...NONE, json: lost })).toThrow(
    /^--json .*lost\.json: it can't be written: ENOENT.*Give a path that can be written\./,
  );
});

it('tries out a path without a trace', () => {
  const [there, other] = [join(folder, 'there.json'), join(folder, 'new.xml')];
  writeFileSync(there, 'before');
  prepareFiles({ ...NONE, json: there, junit: other });
  expect(readFileSync(there, 'utf8')).toBe('before');
  expect(existsSync(other)).toBe(false);
});
