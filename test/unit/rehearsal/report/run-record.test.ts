import * as z from 'zod/mini';
import type { Rehearsal } from '../../../../rehearsal/report/rehearsal.ts';
import { RunRecord } from '../../../../rehearsal/report/run-record.ts';
import { rehearsalSchema } from '../../../../report/rehearsal/schema.ts';

const NOW = Date.UTC(2027, 0, 4, 10);
const iso = (minute: number) => new Date(NOW - (60 - minute) * 60_000).toISOString();
const entered = (state: string, minute: number, more: object = {}) => ({
  state,
  at: Date.parse(iso(minute)),
  isInside: false,
  isInstant: false,
  ...more,
});

function rehearsal(contradictions: readonly string[] = []): Rehearsal {
  const execution = {
    executionArn: 'arn:1',
    machine: 'shop-Migrate',
    name: 'one',
    status: 'FAILED',
    error: 'NotReady',
    cause: '{"errorType":"NotReady","errorMessage":"Two findings.","trace":["at x"]}',
    started: iso(0),
    stopped: iso(30),
  };
  return {
    scenario: {
      of: 'migration',
      name: 'week',
      about: 'all of it',
      variant: { words: 'twice', option: '--x' },
    },
    seed: 7,
    evidence: {
      situation: { now: NOW, mails: [{ at: NOW, subject: 's', body: 'b' }], executions: [execution] },
      inputs: new Map([['arn:1', { dryRun: true }]]),
    },
    outcomes: [{ claim: 'c', contradictions }],
    chronicle: {
      happenings: [
        { at: NOW, kind: 'note', text: 'later' },
        { at: NOW - 1, kind: 'note', text: 'sooner' },
      ],
    },
    account: { rehearsed: 3_600_000, calls: new Map([['s3', 2]]), transitions: new Map() },
    figures: [],
    histories: [
      {
        execution,
        entered: [
          entered('Preflight', 0),
          entered('VerifyDns', 5, { isInside: true }),
          entered('IsItReady', 10, { isInstant: true }),
          entered('NotReady', 10),
        ],
      },
    ],
    record: { lanes: [] },
    took: 1234,
  } as unknown as Rehearsal;
}

const newRecord = () => new RunRecord({ command: 'npm start', app: '' });

it('has what a rehearsal came to, as the schema says', () => {
  const record = newRecord();
  record.plays(rehearsal(), ['--app x']);
  const document = record.document();
  expect(z.parse(rehearsalSchema, document)).toEqual(document);
  expect(document).toMatchObject({ held: true });
  const [played] = document.rehearsals;
  expect(played).toMatchObject({
    title: 'week twice',
    again: 'npm start -- --app x week --x --seed 7',
    from: iso(0),
    until: iso(60),
    tookSeconds: 1.2,
    calls: { s3: 2 },
  });
  expect(played?.timeline.map(({ text }) => text)).toEqual(['sooner', 'later']);
  expect(played?.executions).toEqual([
    {
      machine: 'Migrate',
      name: 'one',
      status: 'FAILED',
      error: 'NotReady',
      // Lambda's JSON around it, and the trace in it, are nobody's business.
      cause: 'Two findings.',
      input: '{"dryRun":true}',
      from: iso(0),
      until: iso(30),
      states: [
        { what: 'Preflight', from: iso(0), until: iso(10) },
        { what: 'NotReady', from: iso(10), until: iso(30) },
      ],
    },
  ]);
});

it('holds if every rehearsal and every check of the run does, and it was played to its end', () => {
  const bad = newRecord();
  bad.plays(rehearsal(['no']), []);
  expect(bad.document().held).toBe(false);
  const whole = newRecord();
  whole.checks({ claim: 'c', contradictions: ['no'] });
  expect(whole.document().held).toBe(false);
  expect(newRecord().document('It was interrupted.')).toMatchObject({
    held: false,
    brokenOff: 'It was interrupted.',
  });
});

it('does not hold if nothing was played', () => {
  const record = newRecord();
  expect(record.document().held).toBe(false);
  record.skips({ of: 'masters', name: 'rolling' }, 'it needs masters');
  expect(record.document().held).toBe(false);
  record.evaluates({ part: 0.2, at: iso(0), steps: [], failures: [], remarks: [] });
  expect(record.document().held).toBe(true);
});

it('has what was skipped and made up, each once', () => {
  const record = newRecord();
  expect(record.isEmpty).toBe(true);
  record.skips({ of: 'masters', name: 'rolling' }, 'it needs masters');
  record.makesUp(['a balancer', '', ' a balancer']);
  expect(record.isEmpty).toBe(false);
  expect(record.document()).toMatchObject({
    skipped: [{ product: 'masters', title: 'rolling', why: 'it needs masters' }],
    madeUp: ['a balancer'],
  });
});
