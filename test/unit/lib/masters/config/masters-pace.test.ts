import { Duration } from 'aws-cdk-lib';
import fc from 'fast-check';
import { problemsOf, refuses, smallest } from '../../shared/config/masters-configurations.ts';

describe('the pace', () => {
  const outside: readonly (readonly [field: string, tooShort: Duration, tooLong: Duration])[] = [
    ['heartbeat', Duration.seconds(29), Duration.seconds(7201)],
    ['patience', Duration.seconds(59), Duration.hours(49)],
    ['volumeTimeout', Duration.seconds(59), Duration.hours(7)],
    ['launchTimeout', Duration.seconds(59), Duration.hours(7)],
    ['joinTimeout', Duration.seconds(59), Duration.hours(7)],
    ['recoverTimeout', Duration.seconds(59), Duration.hours(7)],
    ['settle', Duration.seconds(29), Duration.hours(7)],
    ['poll', Duration.seconds(4), Duration.minutes(6)],
    ['sweep', Duration.seconds(59), Duration.minutes(61)],
  ];
  refuses(
    outside.flatMap(([field, tooShort, tooLong]) => [
      {
        wrong: `a short ${field}`,
        put: [field],
        value: tooShort,
        shows: 'Duration of',
        expects: ' to ',
        advises: 'or more',
      },
      {
        wrong: `a long ${field}`,
        put: [field],
        value: tooLong,
        shows: 'Duration of',
        expects: ' to ',
        advises: 'or less',
      },
    ]),
  );
  refuses([
    {
      wrong: 'a number',
      put: ['heartbeat'],
      value: 300,
      expects: 'as a Duration',
      advises: 'Duration.seconds(300)',
    },
    {
      wrong: 'a text',
      put: ['heartbeat'],
      value: '15m',
      expects: 'as a Duration',
      advises: 'Duration.minutes(15)',
    },
    {
      wrong: 'a sweep between two minutes',
      put: ['sweep'],
      value: Duration.seconds(90),
      shows: 'Duration of 90 s',
      expects: 'whole minutes',
      advises: 'Duration.minutes(2)',
    },
    {
      wrong: 'a heartbeat that the sweep would find ended',
      put: ['heartbeat'],
      value: Duration.minutes(3),
      shows: 'Duration of 3 min',
      expects: '4 min 30 s to 2 h (with a sweep every 2 min',
      advises: 'Duration.seconds(270) or more',
    },
    {
      wrong: 'looks further apart than heartbeats may be',
      put: ['poll'],
      value: Duration.seconds(201),
      shows: '3 min 21 s between',
      expects: 'a third of the heartbeat',
      advises: 'Duration.seconds(200) or less',
    },
    {
      wrong: 'more patience than AWS has',
      put: ['patience'],
      value: Duration.hours(17),
      shows: 'a patience of 17 h',
      expects: 'less than 16 h 40 min',
      advises: 'Duration.minutes(1000)',
    },
  ]);

  it('names the shortest heartbeat that fits the sweep, at once', () => {
    const [problem, ...others] = problemsOf({ ...smallest(), heartbeat: Duration.seconds(10) });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path: 'heartbeat',
      value: 'Duration of 10 s',
      fix: 'Duration.minutes(9) or more',
    });
    expect(problem?.expected).toContain('9 min to 2 h (with a sweep every 5 min');
  });

  it('reports a sweep between two minutes beside a heartbeat that is too short for the next whole one', () => {
    const config = { ...smallest(), sweep: Duration.seconds(90), heartbeat: Duration.minutes(2) };
    expect(problemsOf(config)).toMatchObject([
      { path: 'sweep', fix: 'Duration.minutes(2)' },
      { path: 'heartbeat', expected: expect.stringContaining('4 min 30 s to 2 h (with a sweep every 2 min') },
    ]);
  });

  it('reports a sweep that the default heartbeat doesn’t fit', () => {
    expect(problemsOf({ ...smallest(), sweep: Duration.minutes(30) })).toMatchObject([{ path: 'sweep' }]);
  });

  /** A crash right before a heartbeat is due, found at the end of the sweep's period: AWS must still be holding. */
  it('leaves the sweep the time to resume what was interrupted, whatever is accepted', () => {
    const seconds = (min: number, max: number) => fc.integer({ min, max });
    fc.assert(
      fc.property(seconds(30, 7200), seconds(1, 60), seconds(5, 300), (heartbeat, sweep, poll) => {
        const config = {
          ...smallest(),
          heartbeat: Duration.seconds(heartbeat),
          sweep: Duration.minutes(sweep),
          poll: Duration.seconds(poll),
        };
        const taken = problemsOf(config).length === 0;
        const inTime = heartbeat / 3 + sweep * 60 + 60 <= heartbeat && poll <= heartbeat / 3;
        expect({ heartbeat, sweep, poll, taken }).toEqual({ heartbeat, sweep, poll, taken: inTime });
      }),
    );
  });
});
