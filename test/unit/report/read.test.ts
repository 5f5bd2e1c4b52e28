import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageOf, ReportRefused } from '../../../report/read.ts';
import { fullShop, readinessOf } from '../../support/migration/readiness.ts';
import { closedJson } from './closed.ts';
import { played, runOf } from './run.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kops-cutover-reports-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function kept(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

describe('a report as a page', () => {
  it('of a readiness report has its verdict, findings with what to do, and the plan', async () => {
    const page = pageOf(kept('readiness.json', await readinessOf(fullShop())));
    expect(page).toContain('shop is not ready');
    for (const text of [
      'zone-loss-loses-quorum',
      'Two zones.',
      'Ann',
      'nobody yet',
      'ShiftWeight',
      'No key is configured.',
      'it ends on Tue 2 Mar 2027 03:12:06 UTC',
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it('of a closing report has the states, the decisions and what legacy answered', () => {
    const page = pageOf(kept('closed.json', closedJson()));
    expect(page).toContain('shop is closed: all traffic is on the cluster');
    expect(page).toContain('4 names in 2 zones');
    for (const text of [
      'Mon 1 Mar 2027 00:00:00 to Mon 8 Mar 2027 12:00:00 UTC: 7 d 12 h',
      'LowerTtl',
      'TTLs lowered.',
      'dashboards look fine',
      'JudgeSoak, step 2',
      'A 192.0.2.10 192.0.2.11 TTL 300',
    ])
      expect(page).toContain(text);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it('of a rehearsal is the one that the rehearsal wrote', () => {
    expect(pageOf(kept('week.json', runOf([played()])))).toContain('alarm-at-half: passed');
  });

  it('escapes what others wrote', () => {
    const report = closedJson();
    const said = '<script>alert(1)</script>';
    const page = pageOf(
      kept('planted.json', {
        ...report,
        migration: said,
        timeline: report.timeline.map((one) => ({ ...one, said })),
      }),
    );
    expect(page).not.toContain('<script');
    expect(page).toContain('&lt;script&gt;');
  });
});

describe('what is no report', () => {
  const refusal = (file: string): string => {
    try {
      pageOf(file);
    } catch (error) {
      if (error instanceof ReportRefused) return error.message;
      throw error;
    }
    throw new Error('it was taken');
  };

  it.each<[string, string, unknown, RegExp]>([
    ['text', 'a.json', 'Migration shop', /a\.json: it is not JSON\. Expected the JSON of a readiness report/],
    ['the text beside it', 'readiness.txt', 'Ready.', /Take .*readiness\.json, which is beside it\./],
    ['no object', 'b.json', '3', /no schema/],
    ['another JSON', 'c.json', { schemaVersion: 1 }, /no schema/],
    ['another schema', 'd.json', { schema: 'other/1' }, /has the schema other\/1, which is not shown/],
    [
      'another version',
      'e.json',
      { schema: 'kops-cutover.readiness/2' },
      /has the schema kops-cutover\.readiness\/2, and this version reads kops-cutover\.readiness\/1: run the version/,
    ],
    [
      'a report with a field less',
      'f.json',
      { ...runOf([]), held: undefined },
      /f\.json: at held: .*Expected a rehearsal .*Copy the file again/,
    ],
  ])('%s is refused in one line', (_what, name, content, words) => {
    const message = refusal(kept(name, content));
    expect(message).toMatch(words);
    expect(message.split('\n')).toHaveLength(1);
  });

  it('nothing is refused with what to run', () => {
    expect(refusal(join(folder, 'missing.json'))).toMatch(
      /missing\.json: there is no such file\. .*aws s3 cp/,
    );
    expect(refusal(folder)).toMatch(/can't be read: EISDIR/);
  });
});
