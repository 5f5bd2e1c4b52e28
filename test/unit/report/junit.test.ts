import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { validateXML } from 'xmllint-wasm';
import type { RunDocument } from '../../../report/rehearsal/document.ts';
import { junitText } from '../../../report/rehearsal/junit.ts';
import { played, runOf } from './run.ts';

const schema = readFileSync(join(__dirname, '../../../docs/junit.xsd'), 'utf8');

async function errorsIn(contents: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents }], schema: [schema] });
  return errors.map(({ message }) => message);
}

function suiteOf(run: RunDocument) {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => name === 'testcase',
  });
  return parser.parse(junitText(run)).testsuites.testsuite;
}

const NASTY = '<b>"&\u0000\u001b\ud800\'';
const failed = played({
  title: `week ${NASTY}`,
  held: false,
  checks: [
    { claim: 'all is well', contradictions: [] },
    { claim: 'No client was lost', contradictions: [`3 were ${NASTY}`, 'and 2'] },
  ],
});
const skipped = [{ product: 'masters', title: 'rolling', why: `it needs masters ${NASTY}` }];
const checks = [{ claim: 'Every right is used', contradictions: ['s3:GetObject is not'] }];
const full = runOf([played(), failed], { held: false, skipped, checks });

it.each<[string, RunDocument]>([
  ['a run in which all held', runOf([played()])],
  ['one in which some failed, some were skipped', full],
  ['one that could not be played to its end', runOf([], { held: false, brokenOff: `Error ${NASTY}\nlogs` })],
  ['one in which nothing was played', runOf([])],
])('is valid by docs/junit.xsd: %s', async (_what, run) => {
  expect(await errorsIn(junitText(run))).toEqual([]);
});

describe('a strict matrix', () => {
  const seen = { percent: 5, alarm: 'errors', seconds: 60, harmed: 1 };
  const failures = [
    { failure: 'slow', cells: [seen] },
    { failure: 'resets', cells: [seen, { percent: 25, seconds: 86_400, harmed: 9 }] },
  ];
  const remarks = [
    { verdict: 'unseen', text: 'at 25 %: resets' },
    { verdict: 'useless', text: `p99: ${NASTY}` },
    { verdict: 'not known', text: 'pods' },
  ];
  const matrix = { part: 0.2, at: '2027-01-04T14:00:00.000Z', steps: [5, 25], failures, remarks };

  it('has a case for each failure, and a failed one for each alarm that is wrong', async () => {
    const run = runOf([], { matrix: { ...matrix, strict: true } });
    expect(await errorsIn(junitText(run))).toEqual([]);
    const suite = suiteOf(run);
    expect(suite).toMatchObject({ tests: '3', failures: '2' });
    const [slow, resets, useless] = suite.testcase;
    expect(slow).toEqual({ classname: 'rehearsal.alarms', name: 'slow', time: '0.000' });
    expect(resets.failure.message).toBe('No alarm rolls back at 25 %: resets');
    expect(useless).toMatchObject({ name: expect.stringMatching(/^useless p99: /), failure: {} });
  });

  it('is none without --strict', () => {
    expect(suiteOf(runOf([], { matrix }))).toMatchObject({ tests: '0', failures: '0' });
  });
});

it('has a case for each rehearsal: failures with their message, skipped with the reason', () => {
  const suite = suiteOf(full);
  expect(suite).toMatchObject({ tests: '4', failures: '2', errors: '0', skipped: '1', time: '31.000' });
  const [good, bad, whole] = [suite.testcase[0], suite.testcase[1], suite.testcase[3]];
  expect(good).toEqual({ classname: 'rehearsal.migration', name: 'alarm-at-half', time: '12.500' });
  expect(bad.failure.message).toBe('No client was lost');
  expect(bad.failure['#text']).toContain('3 were <b>"&');
  expect(bad.failure['#text']).toContain('Play it again: npm start -- alarm-at-half --seed 1');
  expect(suite.testcase[2]).toMatchObject({
    classname: 'rehearsal.masters',
    name: 'rolling',
    skipped: { message: expect.stringMatching(/^it needs masters/) },
  });
  expect(whole).toMatchObject({ classname: 'rehearsal.run', failure: { message: 'Every right is used' } });
});

it('has an error where a run could not be played to its end', () => {
  const { testcase, errors } = suiteOf(
    runOf([played()], { held: false, brokenOff: 'Nothing happens.\nRead the log.' }),
  );
  expect(errors).toBe('1');
  expect(testcase.at(-1).error).toMatchObject({
    message: 'Nothing happens.',
    '#text': expect.stringContaining('Read'),
  });
});

it('is held to the schema: a case without a time is refused', async () => {
  const broken = junitText(full).replace(/ time="12.500"/, '');
  expect((await errorsIn(broken)).join()).toContain('time');
});
