import { Html, html } from '../../../report/page/html.ts';
import type { MatrixResult } from '../../../report/rehearsal/document.ts';
import { rehearsalPage } from '../../../report/rehearsal/page.ts';
import { played, runOf } from './run.ts';
import { week } from './week.ts';

const PLANTED = `<script>alert("1")</script>'&\u202e\u0000`;

describe('html', () => {
  it('escapes what is put in, in text and in attributes, and keeps markup that was made here', () => {
    expect(html`<p title="${PLANTED}">${PLANTED}</p>`.markup).toBe(`<p title="${ESCAPED}">${ESCAPED}</p>`);
    expect(html`${new Html('<b>')}${[html`<i>`, '<i>', 3]}${undefined}${false}`.markup).toBe(
      '<b><i>&lt;i&gt;3',
    );
  });
});

const ESCAPED = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;\ufffd\ufffd';

/** Every text of a document with something planted in it. */
function planted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(planted) as T;
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, TIMES.has(key) ? each : planted(each)]),
    ) as T;
  return (typeof value === 'string' ? value + PLANTED : value) as T;
}
const TIMES = new Set(['from', 'until', 'at', 'playedAt']);

describe('the page of a run', () => {
  it('says first whether it held, and has all that happened', () => {
    const page = rehearsalPage(runOf([played()]));
    expect(page).toMatch(/^<!doctype html>/);
    expect(page.indexOf('alarm-at-half: passed')).toBeGreaterThan(0);
    for (const text of [
      'www.shop.test',
      'shop-cluster-5xx',
      'Soak 50 %',
      'RollBack ended SUCCEEDED',
      'Legacy serves.',
    ])
      expect(page).toContain(text);
    expect(page).toContain('Threshold Crossed');
    expect(page).not.toMatch(/Infinity|NaN|undefined/);
  });

  it('shows a rehearsal that was over within a minute', () => {
    const none = { from: '2027-01-04T08:00:00.000Z', stepSeconds: 60 };
    const requests = { ...none, legacy: [], cluster: [], legacyFailed: [], clusterFailed: [], lost: [] };
    const intended = [{ from: '2027-01-04T08:00:00.000Z', cluster: 0 }];
    const names = [{ name: 'www.shop.test', intended, seen: { ...none, values: [] } }];
    const page = rehearsalPage(runOf([played({ names, requests })]));
    expect(page).not.toMatch(/Infinity|NaN/);
    expect(page).not.toContain('Requests of clients');
    expect(page).toContain('<small>0 % at the end<');
    const seen = { ...none, values: [null, 0.446, 0.1] };
    expect(rehearsalPage(runOf([played({ names: [{ name: 'www.shop.test', intended, seen }] })]))).toContain(
      '<small>at most 44.6 % seen on the cluster; 0 % at the end<',
    );
  });

  it('of a week of 500 names and 20 alarms is no larger than 2 MiB, and all names are in it', () => {
    const page = rehearsalPage(runOf([week(500)]));
    expect(Buffer.byteLength(page)).toBeLessThan(2 * 1024 * 1024);
    expect(page).toContain('shop-0.eu.example.com<small>');
    expect(page).toContain('shop-499.eu.example.com<small>');
    expect(page).toContain('488 more names');
  });

  it('of 40 rehearsals is no larger than 2 MiB either', () => {
    const page = rehearsalPage(runOf(Array.from({ length: 40 }, () => week(6))));
    expect(Buffer.byteLength(page)).toBeLessThan(2 * 1024 * 1024);
  });

  it('says so if nothing was played', () => {
    const skipped = [{ product: 'migration', title: 'week', why: 'it needs a migration' }];
    const page = rehearsalPage(runOf([], { held: false, skipped }));
    expect(page).toContain('<h1>Nothing was played</h1>');
    expect(page).toContain('✗ failed');
  });

  it('shows what contradicted a check, and how to play it again', () => {
    const checks = [{ claim: 'No client was lost', contradictions: ['3 were'] }];
    const page = rehearsalPage(runOf([played({ held: false, checks })], { held: false }));
    expect(page).toContain('alarm-at-half: failed');
    expect(page).toMatch(/Failed: .*No client was lost.*3 were/);
    expect(page).toContain('npm start -- alarm-at-half --seed 1');
  });

  it('says of a run that held, first of all, what of it was not played', () => {
    const skipped = [{ product: 'migration', title: 'alarm-at-half', why: 'it needs an alarm that fires' }];
    const page = rehearsalPage(runOf([played()], { skipped }));
    expect(page).toMatch(/<h1>.*passed; 1 not played<\/h1>/);
    expect(page).toContain('! 1 not played');
    expect(page).toMatch(/Not played.*alarm-at-half.*it needs an alarm that fires/);
    expect(rehearsalPage(runOf([played()]))).not.toContain('not played');
  });

  it('shows a cell of the matrix that chance decides as what it is, and not as unseen', () => {
    const draws = {
      of: 20,
      fired: 14,
      alarms: ['errors', 'latency'],
      seconds: { least: 180, most: 540 },
      harmed: { least: 90, most: 2_400 },
    };
    const pageWith = (fired: number, remarks: MatrixResult['remarks'] = []) => {
      const cells = [{ percent: 5, seconds: 86_400, harmed: 9, draws: { ...draws, fired } }];
      const failures = [{ failure: 'slow', cells }];
      const matrix = { part: 0.2, at: '2027-01-04T14:00:00.000Z', steps: [5], failures, remarks };
      return rehearsalPage(runOf([], { matrix }));
    };
    expect(pageWith(14)).toContain('1 of 1 failures are rolled back only by chance');
    expect(pageWith(14)).toMatch(
      /in 14 of 20 draws.*after 3 min to 9 min.*errors or latency.*90 to 2,400 requests/,
    );
    expect(pageWith(20)).toContain('Your alarms roll back every failure');
    for (const [verdict, heading] of [
      ['useless', 'Every failure is rolled back at every step, but not by each of your alarms'],
      ['in vain', 'Every failure is rolled back, but so is a cluster that has none'],
      ['not known', 'Every failure is rolled back at every step, but not all is well with your alarms'],
    ] as const) {
      const page = pageWith(20, [{ verdict, text: 'errors' }]);
      expect(page).toContain(`<h1>${heading}</h1>`);
      expect(page).not.toContain('Your alarms roll back every failure');
    }
    expect(pageWith(20)).toMatch(/✓ after 3 min to 9 min/);
    expect(pageWith(14)).not.toContain('not at all');
  });

  it('runs nothing that stands in a name, a reason or a mail, and loads nothing', () => {
    const matrix = {
      part: 0.2,
      at: '2027-01-04T14:00:00.000Z',
      steps: [5],
      failures: [{ failure: 'x', cells: [{ percent: 5, alarm: 'a', seconds: 60, harmed: 1 }] }],
      remarks: [{ verdict: 'useless', text: 'a' }],
    };
    const skipped = [{ product: 'masters', title: 'x', why: 'y' }];
    const checks = [{ claim: 'x', contradictions: ['y'] }];
    const run = runOf([played({ held: false, checks }), played()], {
      matrix,
      skipped,
      checks,
      brokenOff: 'x',
      madeUp: ['x'],
      conclusions: ['no alarm is sure to roll back: resets'],
    });
    expect(rehearsalPage(run)).toContain('no alarm is sure to roll back: resets');
    const page = rehearsalPage(planted(run));
    expect(page).not.toMatch(/<script/i);
    expect(page).not.toMatch(/alert\("/);
    expect(page).not.toContain('\u202e');
    expect(page).not.toMatch(/<(link|img|iframe|object|base)\b|@import|url\(|https?:/i);
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(40);
  });
});
