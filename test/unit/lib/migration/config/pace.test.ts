import { Duration } from 'aws-cdk-lib';
import { longest } from '../../../../../lib/migration/config/pace.ts';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

describe('soak settings', () => {
  itRefuses([
    {
      wrong: 'no requests at all',
      put: ['soak', 'minimumRequests'],
      value: 0,
      expects: 'from 1 to',
      advises: '1 or more',
    },
    {
      wrong: 'half a request',
      put: ['soak', 'minimumRequests'],
      value: 10.5,
      expects: 'a whole number',
      advises: '11',
    },
    {
      wrong: 'a share in percent',
      put: ['soak', 'minimumShareSeen'],
      value: 50,
      expects: 'from 0 to 1',
      advises: '1 or less',
    },
    {
      wrong: 'more extensions than 10',
      put: ['soak', 'maximumExtensions'],
      value: 11,
      expects: 'from 0 to 10',
      advises: '10 or less',
    },
    {
      wrong: 'an extension of a second',
      put: ['soak', 'extension'],
      value: Duration.seconds(1),
      shows: '1 s',
      expects: '60 s',
      advises: 'Duration.seconds(60) or more',
    },
    {
      wrong: 'a key that is not there',
      put: ['soak', 'minimumRequest'],
      value: 5,
      shows: '5',
      expects: 'a key of the soak settings',
      advises: '`minimumRequests`',
    },
    { wrong: 'null', put: ['soak'], value: null, expects: 'a plain object', advises: 'minimumRequests' },
  ]);

  it('have defaults, one by one', () => {
    const defaults = {
      minimumRequests: 100,
      minimumShareSeen: 0.5,
      maximumExtensions: 3,
      extensionSeconds: 3_600,
    };
    expect(resolve(smallest()).settings.soak).toEqual(defaults);
    expect(resolve({ ...smallest(), soak: { maximumExtensions: 0 } }).settings.soak).toEqual({
      ...defaults,
      maximumExtensions: 0,
    });
  });
});

describe('the drain', () => {
  itRefuses([
    {
      wrong: 'a stay shorter than TTL + 60 s',
      put: ['drain', 'minimumStay'],
      value: Duration.minutes(4),
      at: 'drain.minimumStay',
      shows: '4 min',
      expects: 'resolvers still answer with legacy',
      advises: 'Duration.minutes(5) or more',
    },
    {
      wrong: 'a maximum below the minimum',
      put: ['drain', 'maximumStay'],
      value: Duration.days(1),
      shows: '24 h',
      expects: '2 days to',
      advises: 'Duration.days(2) or more',
    },
    {
      wrong: 'a window longer than the minimum stay',
      put: ['drain', 'quietWindow'],
      value: Duration.days(3),
      shows: '3 days',
      expects: 'at most the minimum stay',
      advises: 'Duration.days(2) or less',
    },
    {
      wrong: 'a window of minutes and a half',
      put: ['drain', 'quietWindow'],
      value: Duration.seconds(630),
      shows: '10 min 30 s',
      expects: 'whole minutes',
      advises: 'Duration.minutes(11)',
    },
    {
      wrong: 'a percentage of its past that is not quiet',
      put: ['drain', 'quietPercent'],
      value: 10,
      expects: 'from 0 to 5',
      advises: '5 or less',
    },
    {
      wrong: 'a negative number of requests',
      put: ['drain', 'quietRequests'],
      value: -1,
      expects: 'from 0',
      advises: '0 or more',
    },
  ]);

  it('judges the maximum also beside a minimum that is none', () => {
    const drain = { minimumStay: 5, maximumStay: Duration.minutes(4) };
    expect(problemsOf({ ...smallest(), drain })).toMatchObject([
      { path: 'drain.minimumStay' },
      { path: 'drain.maximumStay', fix: 'Duration.minutes(5) or more' },
    ]);
  });

  it('asks for a minimum stay of TTL + 60 s where the TTL is long', () => {
    const config = { ...smallest(), ttl: Duration.hours(1), drain: { minimumStay: Duration.hours(1) } };
    expect(problemsOf(config)).toMatchObject([
      { path: 'drain.minimumStay', fix: 'Duration.minutes(61) or more' },
    ]);
  });

  it.each([
    [{}, { minimumStaySeconds: 259_200, maximumStaySeconds: 1_209_600, quietWindowSeconds: 86_400 }],
    [
      { minimumStay: Duration.days(10) },
      { minimumStaySeconds: 864_000, maximumStaySeconds: 1_728_000, quietWindowSeconds: 86_400 },
    ],
    [
      { minimumStay: Duration.seconds(3_630) },
      { minimumStaySeconds: 3_630, maximumStaySeconds: 1_209_600, quietWindowSeconds: 3_600 },
    ],
  ])('%j has defaults that fit', (drain, settings) => {
    expect(resolve({ ...smallest(), drain }).settings.drain).toEqual({
      ...settings,
      quietRequests: 100,
      quietPercent: 0,
    });
  });

  it('warns of a minimum stay of less than a day', () => {
    expect(warningsOf({ ...smallest(), drain: { minimumStay: Duration.hours(5) } })).toContain(
      'short-drain drain.minimumStay',
    );
    expect(warningsOf(smallest()).join()).not.toContain('drain');
  });
});

describe('the length of the whole', () => {
  itRefuses([
    {
      wrong: 'a hold of half a minute',
      put: ['holdTimeout'],
      value: Duration.seconds(30),
      shows: '30 s',
      expects: '60 s to 180 days',
      advises: 'or more',
    },
    {
      wrong: 'a hold of more than half a year',
      put: ['holdTimeout'],
      value: Duration.days(181),
      shows: '181 days',
      expects: 'ends an execution after a year',
      advises: 'or less',
    },
    {
      wrong: 'holds that together exceed a year',
      put: ['holdTimeout'],
      value: Duration.days(120),
      at: 'steps',
      shows: 'up to 891 days',
      expects: 'less than 365 days',
      advises: 'holdTimeout',
    },
  ]);

  it('counts every TTL, extension, hold, freeze and hook', () => {
    const { settings } = resolve(fullest());
    const soaks = 3_600 + 7_200 + 86_400 + 3 * (86_400 + 2 * 1_800 + 8 * 3_600);
    const frozen = (4 + 1) * 64 * 3_600 + (17 * 24 - 4) * 3_600;
    // Three hooks, each once, with the pauses between tries and a hold; a function is tried seven times.
    const asked = 7 * 120 + 3_600 + 7 * 300 + 3 * (126 + 8 * 3_600);
    expect(longest(settings)).toBe(7 * 86_400 + 3_600 + soaks + frozen + asked + 9 * 86_400 + 8 * 3_600);
  });

  it('warns of a share seen that chance alone keeps away', () => {
    const soak = (minimumShareSeen: number) => warningsOf({ ...smallest(), soak: { minimumShareSeen } });
    expect(soak(1)).toContain('share-seen-strict soak.minimumShareSeen');
    expect(soak(0.95).join()).not.toContain('share-seen');
  });

  it('leaves a year to the second', () => {
    const rest = 365 * 86_400 - longest(resolve(fullest()).settings);
    const soak = (seconds: number) =>
      withValue(fullest(), ['drain', 'maximumStay'], Duration.seconds(9 * 86_400 + seconds));
    expect(problemsOf(soak(rest - 1))).toEqual([]);
    expect(problemsOf(soak(rest))).toMatchObject([{ path: 'steps' }]);
  });
});
