import { areExclusive } from '../../../../../lib/migration/config/event-pattern.ts';
import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const ALARM = { source: ['datadog'], detail: { transition: ['Triggered'] } };
const SIGNAL = {
  name: 'datadog',
  alarm: ALARM,
  recovery: { source: ['datadog'], detail: { transition: ['Recovered'] } },
  heartbeat: { source: ['datadog'] },
};
const ONE = ['signals'];
const signal = (different: object) => [{ ...SIGNAL, ...different }];

describe('signals', () => {
  it('are read with their alarms, as EventBridge names the fields', () => {
    const { settings } = resolve({
      ...smallest(),
      signals: signal({ heartbeat: { detailType: [{ prefix: 'Datadog' }] } }),
    } as never);
    expect(settings.signals).toEqual([
      {
        ...SIGNAL,
        bus: 'default',
        heartbeat: { 'detail-type': [{ prefix: 'Datadog' }] },
        silenceSeconds: 900,
      },
    ]);
    expect(settings.alarms.at(-1)).toMatchObject({
      name: `${settings.migration}-Signal-datadog`,
      allowInsufficientData: false,
    });
  });

  itRefuses([
    { wrong: 'no signal', put: ONE, value: [], expects: '1 to 10', advises: 'signals: [' },
    {
      wrong: 'two of the same name',
      at: 'signals[1]',
      shows: '',
      put: ONE,
      value: [SIGNAL, SIGNAL],
      expects: "each signal's name once",
      advises: 'remove it',
    },
    {
      wrong: 'a name that no alarm could have',
      at: 'signals[0].name',
      shows: '',
      put: ONE,
      value: signal({ name: 'Data dog' }),
      expects: "the signal's name",
      advises: "'data-dog'",
    },
    {
      wrong: 'a bus of another region',
      at: 'signals[0].bus',
      shows: '',
      put: ONE,
      value: signal({ bus: 'arn:aws:events:eu-west-1:111122223333:event-bus/aws.partner/x' }),
      expects: "an event bus in the stack's region",
      advises: 'eu-west-1',
    },
    {
      wrong: 'a recovery that an alarm may be, too',
      at: 'signals[0].recovery',
      shows: '',
      put: ONE,
      value: signal({ recovery: { source: ['datadog'] } }),
      expects: 'a pattern that no event matches which `alarm` matches',
      advises: 'Recovered',
    },
    {
      wrong: 'an unknown operator',
      at: 'signals[0].heartbeat.source',
      shows: '',
      put: ONE,
      value: signal({ heartbeat: { source: [{ regex: 'x' }] } }),
      expects: 'anything-but',
      advises: 'prefix',
    },
    {
      wrong: 'a field without a list',
      at: 'signals[0].heartbeat.detail.monitor',
      shows: '',
      put: ONE,
      value: signal({ heartbeat: { detail: { monitor: 'checkout' } } }),
      expects: "fields of an event's detail",
      advises: 'alert_transition',
    },
    {
      wrong: 'a pattern of nothing',
      at: 'signals[0].heartbeat',
      shows: '',
      put: ONE,
      value: signal({ heartbeat: {} }),
      expects: 'at least one field',
      advises: 'source',
    },
    {
      wrong: 'a pattern that is too long',
      at: 'signals[0].heartbeat',
      shows: '',
      put: ONE,
      value: signal({ heartbeat: { source: ['x'.repeat(2_048)] } }),
      expects: 'at most 2048 characters',
      advises: 'prefixes',
    },
  ]);
});

it.each([
  [true, { a: ['x'] }, { a: ['y'] }],
  [false, { a: ['x'] }, { a: ['x', 'y'] }],
  [false, { a: ['x'] }, { b: ['y'] }],
  [true, { a: { b: ['x'] } }, { a: { b: ['y'] } }],
  [true, { a: ['x'] }, { a: [{ exists: false }] }],
  [true, { a: [{ exists: true }] }, { a: [{ exists: false }] }],
  [false, { a: [{ exists: false }] }, { a: [{ exists: false }] }],
  [true, { a: ['down'] }, { a: [{ prefix: 'up' }] }],
  [false, { a: ['upper'] }, { a: [{ prefix: 'up' }] }],
  [true, { a: ['x'] }, { a: [{ 'anything-but': ['x'] }] }],
  [false, { a: ['x'] }, { a: [{ 'anything-but': 'y' }] }],
  [false, { resources: ['x'] }, { resources: ['y'] }],
])('knows whether no event can match both: %s for %j and %j', (expected, one, other) => {
  expect([areExclusive(one, other), areExclusive(other, one)]).toEqual([expected, expected]);
});
