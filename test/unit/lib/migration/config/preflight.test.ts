import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const DAILY = ['preflight', 'repeatDaily'];

describe('preflight', () => {
  itRefuses([
    ...['6:00', '24:00', '06:60', '06:00:00', 'daily', '0600'].map((value) => ({
      wrong: `the time ${value}`,
      put: DAILY,
      value,
      expects: 'a time of day in UTC, HH:MM',
      advises: "'06:00'",
    })),
    { wrong: 'a number', put: DAILY, value: 6, expects: 'a time of day', advises: "'06:00'" },
    { wrong: 'a flag', put: ['preflight'], value: true, expects: 'preflight', advises: '{ repeatDaily }' },
    {
      wrong: 'another key',
      put: ['preflight'],
      value: { hourly: true },
      at: 'preflight.hourly',
      shows: 'an unknown key',
      expects: 'repeatDaily',
      advises: 'remove it',
    },
  ]);

  it.each([
    ['00:00', { hour: 0, minute: 0 }],
    ['06:05', { hour: 6, minute: 5 }],
    ['23:59', { hour: 23, minute: 59 }],
  ])('is repeated at %s', (repeatDaily, expected) => {
    expect(resolve({ ...smallest(), preflight: { repeatDaily } }).deployment.repeatPreflight).toEqual(
      expected,
    );
  });

  it.each([undefined, {}])('is not repeated with %j', (preflight) => {
    const { deployment } = resolve({ ...smallest(), ...(preflight && { preflight }) });
    expect(deployment).not.toHaveProperty('repeatPreflight');
  });
});
