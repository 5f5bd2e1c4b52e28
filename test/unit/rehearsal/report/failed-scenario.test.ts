import { stripVTControlCharacters } from 'node:util';
import * as z from 'zod/mini';
import { failureLines, failureOf } from '../../../../rehearsal/report/failed-scenario.ts';
import { RunRecord } from '../../../../rehearsal/report/run-record.ts';
import { junitText } from '../../../../report/rehearsal/junit.ts';
import { rehearsalPage } from '../../../../report/rehearsal/page.ts';
import { rehearsalSchema } from '../../../../report/rehearsal/schema.ts';

const scenario = { of: 'migration', name: 'week', about: 'all of it' };
const failing = { seed: 7, options: ['--app x'], at: Date.UTC(2027, 0, 4), took: 1234 };
const failure = failureOf(scenario, new TypeError('no <zone>'), failing);

it('says why a scenario failed, where that happened, and how to play it again', () => {
  const lines = failureLines(failure).map(stripVTControlCharacters);
  expect(lines.slice(0, 3)).toEqual([
    'week failed',
    '  NO  It could be played and judged',
    '      TypeError: no <zone>',
  ]);
  expect(lines[3]).toMatch(/^ +at .*failed-scenario/);
  expect(lines.at(-1)).toBe('  Play it again: npm start -- --app x week --seed 7');
});

it('says only the words of an error that was expected', () => {
  const expected = Object.assign(new Error('Give --snapshot.'), { name: 'AppRefused' });
  const { checks } = failureOf(scenario, expected, failing);
  expect(checks[0]?.contradictions).toEqual(['Give --snapshot.']);
});

it('is a failure of the run, in JSON, JUnit and on the page', () => {
  const record = new RunRecord({ command: 'npm start', app: '' });
  record.fails(failure);
  const document = record.document();
  expect(z.parse(rehearsalSchema, document)).toEqual(document);
  expect(document).toMatchObject({ held: false, rehearsals: [{ title: 'week', held: false }] });
  expect(document).not.toHaveProperty('brokenOff');
  expect(junitText(document)).toMatch(/failures="1"[\s\S]*<failure [^>]*>[\s\S]*TypeError: no &lt;zone&gt;/);
  const page = rehearsalPage(document);
  expect(page).toContain('week: failed');
  expect(page).toContain('TypeError: no &lt;zone&gt;');
});
