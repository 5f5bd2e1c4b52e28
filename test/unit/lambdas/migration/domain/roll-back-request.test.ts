import fc from 'fast-check';
import { MOST_LISTED } from '../../../../../lambdas/migration/contract/payloads.ts';
import { readRequest } from '../../../../../lambdas/migration/domain/roll-back-request.ts';
import { requestSchema } from '../../../../../lambdas/migration/runtime/change-schemas.ts';
import { parserFor } from '../../../../../lambdas/shared/runtime/parse.ts';
import { cases } from '../../../../support/cases.ts';
import {
  ALARM_EVENT,
  EXECUTION_EVENT,
  MIGRATION_REQUEST,
} from '../../../../synth/migration/support/events.ts';

const ROLL_BACK = 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack';
const RUN = { name: 'rb-2', arn: `${ROLL_BACK}:rb-2`, startedAt: '2026-11-04T10:20:33.400Z' };
const read = (event: unknown) => readRequest(event, RUN);

/** The event of this alarm with other fields in its detail, or beside it. */
const alarm = (state: unknown, beside: object = {}): unknown => ({
  ...ALARM_EVENT,
  ...beside,
  detail: { ...ALARM_EVENT.detail, state },
});
const execution = (detail: object, beside: object = {}): unknown => ({
  ...EXECUTION_EVENT,
  ...beside,
  detail: { ...EXECUTION_EVENT.detail, ...detail },
});
const endedRollBack = execution({ name: 'rb-1', executionArn: `${ROLL_BACK}:rb-1`, status: 'TIMED_OUT' });

describe('the request of an alarm', () => {
  it('says which one, why and when', () => {
    expect(read(ALARM_EVENT)).toEqual({
      source: 'alarm',
      run: '',
      reason: 'Alarm shop-cluster-5xx: Threshold Crossed: 1 "datapoint" [12.0] was greater',
      asOf: '2026-11-04T10:20:30.123Z',
      cause: 'arn:aws:cloudwatch:us-west-1:111122223333:alarm:shop-cluster-5xx',
    });
  });

  it.each([
    ['without a reason or a time of its own', { value: 'ALARM' }],
    ['without a state', undefined],
    ['on 30 February', { timestamp: '2026-02-30T10:20:30.123+0000' }],
    ['on 29 February of no leap year', { timestamp: '2026-02-29T10:20:30.123+0000' }],
    ['in a thirteenth month', { timestamp: '2026-13-01T10:20:30.123+0000' }],
    ['at an hour that there is not', { timestamp: '2026-11-04T25:20:30.123+0000' }],
    ['at a time that is no time', { timestamp: 'now' }],
    ['at a time that is a number', { timestamp: 1_793_697_631_000 }],
  ])('%s is as of the event', (_which, state) => {
    expect(read(alarm(state))).toMatchObject({
      source: 'alarm',
      reason: 'Alarm shop-cluster-5xx: no reason given',
      asOf: '2026-11-04T10:20:31Z',
    });
  });

  it.each([undefined, 5, '2026-02-30T00:00:00Z', '-000001-11-04T10:20:31Z', '0000-01-01T00:00:00+10:00'])(
    'with no time at all (%s) is as of now',
    (time) => {
      expect(read(alarm({}, { time }))).toMatchObject({ source: 'alarm', asOf: RUN.startedAt });
    },
  );

  it.each(['2028-02-29T23:59:59.000+0000', '2026-12-31T00:00:00.500Z', '2027-04-30T10:20:31-08:00'])(
    'at %s is as of then',
    (timestamp) => {
      const { asOf } = read(alarm({ timestamp }));
      expect(Date.parse(asOf)).toBe(Date.parse(timestamp));
    },
  );
});

describe('the request of an execution that ended', () => {
  it('of Migrate names the run', () => {
    expect(read(EXECUTION_EVENT)).toEqual({
      source: 'execution',
      run: 'run-7',
      reason: 'The execution run-7 ended: ABORTED',
      asOf: '2026-11-04T10:20:31Z',
      cause: 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:run-7',
    });
  });

  it('of Migrate, at a time that is none, is as of now', () => {
    expect(read(execution({}, { time: '2026-11-04' }))).toMatchObject({ run: 'run-7', asOf: RUN.startedAt });
  });

  it('of RollBack itself takes that rollback up', () => {
    expect(read(endedRollBack)).toEqual({
      source: 'roll-back',
      run: '',
      reason: 'The rollback rb-1 ended: TIMED_OUT',
      asOf: '2026-11-04T10:20:31Z',
      cause: `${ROLL_BACK}:rb-1`,
      predecessor: `${ROLL_BACK}:rb-1`,
    });
  });
});

describe('the request of the migration', () => {
  it('is taken as it is', () => {
    expect(read(MIGRATION_REQUEST)).toEqual(MIGRATION_REQUEST);
  });

  it('says what a function failed with, not how Lambda wraps it', () => {
    const cause = JSON.stringify({
      errorType: 'ForeignWrite',
      errorMessage: 'Zone Z1: "x"',
      trace: ['at f'],
    });
    const { reason } = read({ ...MIGRATION_REQUEST, reason: `ForeignWrite: ${cause}` });
    expect(reason).toBe('ForeignWrite: Zone Z1: "x"');
  });
});

describe('the request that an execution of RollBack hands to the next one', () => {
  const predecessor = `${ROLL_BACK}:rb-1`;

  it.each([
    ['an alarm', read(ALARM_EVENT)],
    ['an alarm that was never read', ALARM_EVENT],
    ['an execution', read(EXECUTION_EVENT)],
    ['the migration', MIGRATION_REQUEST],
    ['an earlier one', read(endedRollBack)],
  ])('is that of %s, with whom it follows', (_who, request) => {
    expect(read({ source: 'roll-back', predecessor, request })).toEqual({ ...read(request), predecessor });
  });

  it('is as of when a person asked, not of when it was handed on', () => {
    const asked = readRequest({ reason: 'error rate' }, { ...RUN, startedAt: '2026-11-01T00:00:00Z' });
    expect(read({ source: 'roll-back', predecessor, request: asked })).toEqual({ ...asked, predecessor });
  });

  it.each([
    ['that follows nobody', { source: 'roll-back', request: MIGRATION_REQUEST }],
    ['that follows a number', { source: 'roll-back', predecessor: 7, request: MIGRATION_REQUEST }],
    ['that hands nothing on', { source: 'roll-back', predecessor }],
  ])('… and one %s is a person’s', (_which, event) => {
    expect(read(event)).toMatchObject({ source: 'person', asOf: RUN.startedAt });
  });
});

describe('the request of a person', () => {
  const NO_REASON = 'Requested in the console, without a reason.';

  it.each([
    ['{}', {}, NO_REASON],
    ['a reason', { reason: 'error rate' }, 'error rate'],
    ['a reason that is a number', { reason: 42 }, '42'],
    ['a reason that is an object', { reason: { why: 'errors' } }, '{"why":"errors"}'],
    ['a text in place of an object', 'please', 'please'],
    ['null', null, NO_REASON],
    ['a list', [], NO_REASON],
    ['a source that nobody knows', { source: 'me', run: 'x' }, NO_REASON],
    [
      'a source by a name of every object',
      { ...MIGRATION_REQUEST, source: 'toString' },
      MIGRATION_REQUEST.reason,
    ],
  ])('is %s', (_what, event, reason) => {
    expect(read(event)).toEqual({ source: 'person', run: '', reason, asOf: RUN.startedAt, cause: '' });
  });

  it('is what has a source in name only', () => {
    const others = [
      { source: 'aws.cloudwatch' },
      { ...ALARM_EVENT, resources: [] },
      { ...ALARM_EVENT, detail: {} },
      { source: 'aws.states' },
      execution({ name: 7 }),
      execution({ executionArn: undefined }),
      { source: 'migration' },
      { ...MIGRATION_REQUEST, asOf: undefined },
      { ...MIGRATION_REQUEST, asOf: '2026-02-30T00:00:00Z' },
      { ...MIGRATION_REQUEST, run: ['a', 'b'] },
      { ...MIGRATION_REQUEST, cause: null },
    ];
    for (const event of others)
      expect(read(event)).toMatchObject({ source: 'person', run: '', asOf: RUN.startedAt, cause: '' });
  });
});

describe('a request', () => {
  const LONG = 'x'.repeat(100_000);

  it.each([
    ['a person', { reason: LONG }],
    ['a person, with an object,', { reason: { long: LONG } }],
    ['an alarm', { ...ALARM_EVENT, detail: { ...ALARM_EVENT.detail, alarmName: LONG } }],
    ['an execution', execution({ status: LONG })],
    ['the migration', { ...MIGRATION_REQUEST, reason: LONG }],
  ])('of %s is cut where its reason is too long to be handed on', (_who, event) => {
    const { reason } = read(event);
    expect(reason.slice(0, MOST_LISTED.cause)).not.toContain('…');
    expect(reason.slice(MOST_LISTED.cause)).toMatch(/^… \([\d,]+ characters more\)$/);
  });

  /** Anything, and what comes near to a request: every field of each, right or odd. */
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true });
  const odd = fc.oneof(
    anything,
    fc.constantFrom('', 'arn', '2026-11-04T10:20:31Z', '2026-02-30T10:20:31+0000'),
  );
  const near = fc.oneof(
    ...[ALARM_EVENT, EXECUTION_EVENT, MIGRATION_REQUEST, endedRollBack].map((event) =>
      fc
        .tuple(
          fc.dictionary(fc.constantFrom(...Object.keys(event as object), 'predecessor', 'request'), odd),
          fc.dictionary(fc.constantFrom('alarmName', 'state', 'name', 'status', 'executionArn'), odd),
        )
        .map(([fields, detail]) => {
          const whole = event as { readonly detail?: object };
          return { ...whole, ...(whole.detail && { detail: { ...whole.detail, ...detail } }), ...fields };
        }),
    ),
  );

  it('is read from anything, without an error, to what every function takes', () => {
    fc.assert(
      fc.property(fc.oneof(anything, near), fc.boolean(), (event, handedOn) => {
        const request = read(handedOn ? { predecessor: 'arn', request: event } : event);
        expect(parserFor(requestSchema)(request)).toEqual(request);
      }),
      { numRuns: cases(2_000) },
    );
  });

  it('that was read is read as the same again, by whoever reads it', () => {
    fc.assert(
      fc.property(near, (event) => {
        const request = read(event);
        expect(readRequest(request, { ...RUN, startedAt: '2027-01-01T00:00:00Z' })).toEqual(request);
      }),
    );
  });
});
