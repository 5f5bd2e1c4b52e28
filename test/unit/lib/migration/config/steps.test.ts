import { Duration, Lazy, Token } from 'aws-cdk-lib';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const numberToken = Token.asNumber({ Ref: 'X' });
const steps = (...percents: number[]) => percents.map((percent) => ({ percent, soak: Duration.hours(1) }));
const withSteps = (value: unknown) => withValue(smallest(), ['steps'], value);

describe('steps', () => {
  itRefuses([
    {
      wrong: 'no steps',
      put: ['steps'],
      value: [],
      shows: 'empty',
      expects: '1 to 50',
      advises: 'leave it out',
    },
    {
      wrong: 'more steps than an execution can remember',
      put: ['steps'],
      value: steps(...Array.from({ length: 51 }, (_, i) => i + 50)),
      shows: '51',
      expects: '1 to 50',
      advises: 'at most 50',
    },
    {
      wrong: 'a step that goes down',
      put: ['steps', 1, 'percent'],
      value: 0.25,
      expects: 'more than 0.5, the previous step (this one lowers it)',
      advises: 'above 0.5',
    },
    {
      wrong: 'a step that changes nothing',
      put: ['steps', 1, 'percent'],
      value: 0.5,
      expects: 'more than 0.5, the previous step (this one changes nothing)',
      advises: 'above 0.5',
    },
    {
      wrong: 'a last step that is not 100',
      put: ['steps', 2, 'percent'],
      value: 99,
      expects: '100, because the last step',
      advises: '100, or a step of 100 after it',
    },
    {
      wrong: 'a step of 0',
      put: ['steps', 0, 'percent'],
      value: 0,
      expects: '0.1 to 100',
      advises: '0.39 or more',
    },
    {
      wrong: 'a share of more than 100',
      put: ['steps', 2, 'percent'],
      value: 101,
      expects: '0.1 to 100',
      advises: '100 or less',
    },
    {
      wrong: 'a negative share',
      put: ['steps', 0, 'percent'],
      value: -5,
      expects: '0.1 to 100',
      advises: '0.39 or more',
    },
    {
      wrong: 'NaN',
      put: ['steps', 1, 'percent'],
      value: Number.NaN,
      expects: '0.1 to 100',
      advises: 'for example',
    },
    {
      wrong: 'infinity',
      put: ['steps', 2, 'percent'],
      value: Number.POSITIVE_INFINITY,
      expects: '0.1 to 100',
      advises: '100 or less',
    },
    {
      wrong: 'a share in text',
      put: ['steps', 1, 'percent'],
      value: '50%',
      expects: 'a number',
      advises: '50',
    },
    {
      wrong: 'a share left out',
      put: ['steps', 1, 'percent'],
      value: undefined,
      expects: 'a number',
      advises: 'for example',
    },
    {
      wrong: 'a share that is a token',
      put: ['steps', 1, 'percent'],
      value: numberToken,
      shows: 'a token',
      expects: 'known at synth',
      advises: 'number itself',
    },
    {
      wrong: 'a soak shorter than TTL + 60 s',
      put: ['steps', 1, 'soak'],
      value: Duration.seconds(179),
      shows: '2 min 59 s',
      expects: 'ttl 2 min + 60 s',
      advises: 'Duration.minutes(3) or more',
    },
    {
      wrong: 'a soak of half a second more',
      put: ['steps', 1, 'soak'],
      value: Duration.millis(200_500),
      shows: '200.5 s',
      expects: 'whole seconds',
      advises: 'Duration.seconds(201)',
    },
    {
      wrong: 'a soak of which CloudWatch forgets the beginning',
      put: ['steps', 1, 'soak'],
      value: Duration.days(14),
      shows: '14 days',
      expects: '13 days',
      advises: 'or less',
    },
    {
      wrong: 'a soak that is no number',
      put: ['steps', 1, 'soak'],
      value: Duration.seconds(Number.NaN),
      shows: 'NaN',
      expects: "a step's soak",
      advises: 'or more',
    },
    {
      wrong: 'a soak without its unit',
      put: ['steps', 1, 'soak'],
      value: 3600,
      expects: 'as a Duration, which has a unit',
      advises: 'Duration.seconds(3600)',
    },
    {
      wrong: 'a soak in text',
      put: ['steps', 1, 'soak'],
      value: '1h',
      expects: "a step's soak",
      advises: 'Duration.',
    },
    {
      wrong: 'a soak left out',
      put: ['steps', 1, 'soak'],
      value: undefined,
      expects: "a step's soak",
      advises: 'Duration.',
    },
    {
      wrong: 'a soak that is a token',
      put: ['steps', 1, 'soak'],
      value: Duration.seconds(Lazy.number({ produce: () => 9 })),
      shows: 'a Duration of a token',
      expects: 'known at synth',
      advises: 'Duration.',
    },
    {
      wrong: "another tool's word for the share",
      put: ['steps', 1],
      value: { setWeight: 50, soak: Duration.hours(1) },
      at: 'steps[1].setWeight',
      shows: 'unknown key',
      expects: 'a key of a step',
      advises: '`percent`',
    },
    {
      wrong: 'an approval in text',
      put: ['steps', 1, 'approval'],
      value: 'yes',
      expects: 'true or false',
      advises: 'false (the default)',
    },
    {
      wrong: 'a step that is only a number',
      put: ['steps', 1],
      value: 50,
      expects: 'a step: a plain object',
      advises: '{ percent, soak, approval }',
    },
  ]);

  it('refuses a step whose weights are those of the one before', () => {
    expect(problemsOf(withSteps(steps(0.1, 0.3, 50, 99.7, 99.9, 100)))).toMatchObject([
      { path: 'steps[1].percent', expected: expect.stringContaining('both get 0.39 %') },
      { path: 'steps[4].percent', expected: expect.stringContaining('both get 99.61 %') },
    ]);
    expect(problemsOf(withSteps(steps(0.1, 0.4, 99.6, 99.9, 100)))).toEqual([]);
  });

  it('refuses whatever comes after 100', () => {
    expect(problemsOf(withSteps(steps(50, 100, 100)))).toMatchObject([
      {
        path: 'steps[2].percent',
        expected: expect.stringContaining('changes nothing'),
        fix: 'nothing: a step of 100 is the last one',
      },
    ]);
  });

  it('reports every step that is wrong', () => {
    const paths = problemsOf(
      withSteps([...steps(50, 25, 10), { percent: 90, soak: Duration.seconds(1) }]),
    ).map(({ path }) => path);
    expect(paths).toEqual(['steps[3].percent', 'steps[3].soak', 'steps[1].percent', 'steps[2].percent']);
  });

  it('are about a week by default, and end at 100', () => {
    const { settings } = resolve(smallest());
    expect(settings.steps.map(({ percent }) => percent)).toEqual([5, 25, 50, 75, 100]);
    const days = settings.steps.reduce((sum, step) => sum + step.soakSeconds, 0) / 86_400;
    expect(days).toBe(5.5);
  });

  it('become seconds, and keep half percents', () => {
    expect(resolve(fullest()).settings.steps).toEqual([
      { percent: 0.5, soakSeconds: 3_600, approval: false },
      { percent: 50, soakSeconds: 7_200, approval: true },
      { percent: 100, soakSeconds: 86_400, approval: false },
    ]);
  });

  it('allow a soak of exactly TTL + 60 s', () => {
    expect(problemsOf(withValue(fullest(), ['steps', 1, 'soak'], Duration.seconds(180)))).toEqual([]);
  });

  it.each([
    [0.1, true],
    [0.38, true],
    [0.39, false],
    [0.4, false],
    [99.6, false],
    [99.7, true],
  ])('warns when weights can not say %d %%: %s', (percent, warned) => {
    const warnings = warningsOf(withSteps(steps(percent, 100)));
    expect(warnings.includes('share-not-expressible steps[0].percent')).toBe(warned);
  });
});

describe('the TTL', () => {
  itRefuses(
    [
      {
        wrong: 'a TTL of 0',
        put: ['ttl'],
        value: Duration.seconds(0),
        shows: '0 s',
        expects: '1 s to 60 min',
        advises: 'Duration.seconds(1)',
      },
      {
        wrong: 'a TTL of more than an hour',
        put: ['ttl'],
        value: Duration.hours(2),
        shows: '2 h',
        expects: '1 s to 60 min',
        advises: 'or less',
      },
      {
        wrong: 'half a second',
        put: ['ttl'],
        value: Duration.millis(1500),
        shows: '1.5 s',
        expects: 'whole seconds',
        advises: 'Duration.seconds(2)',
      },
      { wrong: 'a number', put: ['ttl'], value: 60, expects: 'Duration', advises: 'Duration.seconds(60)' },
      { wrong: 'null', put: ['ttl'], value: null, expects: 'the TTL', advises: 'Duration.seconds(60)' },
    ],
    smallest,
  );

  it.each([
    [30, 'ttl-below-floor ttl'],
    [301, 'ttl-long ttl'],
    [120, 'ttl-beside-alias ttl'],
  ])('of %d s is warned of', (seconds, warning) => {
    const ttl = warningsOf({ ...smallest(), ttl: Duration.seconds(seconds) }).filter((code) =>
      code.startsWith('ttl'),
    );
    expect(ttl).toEqual([warning]);
  });

  it('of 60 s is the default, and not warned of', () => {
    expect(resolve(smallest()).settings.ttlSeconds).toBe(60);
    expect(warningsOf(smallest()).join()).not.toContain('ttl');
    const addresses = { ...smallest(), target: { ipv4: ['198.51.100.7'] }, ttl: Duration.minutes(2) };
    expect(warningsOf(addresses).join()).not.toContain('ttl');
  });
});
