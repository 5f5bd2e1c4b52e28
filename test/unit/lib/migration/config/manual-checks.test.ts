import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const SIGNED = ['manualChecks', 1, 'signedOff'];

describe('manual checks', () => {
  itRefuses([
    ...['Cron', 'cron--jobs', '1st', 'a b', 'a'.repeat(65)].map((value) => ({
      wrong: `the id ${value}`,
      put: ['manualChecks', 0, 'id'],
      value,
      expects: 'lower-case letters',
      advises: "'cron-jobs'",
    })),
    {
      wrong: 'nothing to check',
      put: ['manualChecks', 0, 'what'],
      value: undefined,
      expects: 'what is to be checked',
      advises: 'cron job',
    },
    {
      wrong: 'the same twice',
      put: ['manualChecks', 0, 'id'],
      value: 'sessions',
      at: 'manualChecks[1]',
      shows: 'sessions',
      expects: 'each manual check once',
      advises: 'manualChecks[0]',
    },
    {
      wrong: 'nobody who signed',
      put: [...SIGNED, 'by'],
      value: ' ',
      expects: 'who checked it',
      advises: "'Ann'",
    },
    {
      wrong: 'no day of signing',
      put: [...SIGNED, 'on'],
      value: undefined,
      expects: 'YYYY-MM-DD',
      advises: "'20",
    },
    {
      wrong: 'a day that is still to come',
      put: [...SIGNED, 'on'],
      value: '2098-01-01',
      expects: 'a day that has come',
      advises: "'20",
    },
    {
      wrong: 'an end before it began',
      put: [...SIGNED, 'until'],
      value: '2026-01-31',
      expects: 'a day from 2026-02-01 on',
      advises: "'2026-05-02'",
    },
    {
      wrong: 'a sign-off that is a flag',
      put: SIGNED,
      value: true,
      expects: 'a sign-off: a plain object',
      advises: '{ by, on, until }',
    },
  ]);

  it('are all refused at once', () => {
    const wrong = [{ id: 'X', what: '', signedOff: { by: '', on: 'x', until: 'y' } }];
    expect(problemsOf(withValue(fullest(), ['manualChecks'], wrong)).map(({ path }) => path)).toEqual([
      'manualChecks[0].id',
      'manualChecks[0].what',
      'manualChecks[0].signedOff.by',
      'manualChecks[0].signedOff.on',
      'manualChecks[0].signedOff.until',
    ]);
  });

  it('are handed on as they are, signed off or not', () => {
    expect(resolve(fullest()).settings.manualChecks).toEqual(fullest().manualChecks);
    expect(resolve(smallest()).settings.manualChecks).toEqual([]);
  });

  it('are a warning once the day of a sign-off has passed', () => {
    const config = withValue(fullest(), [...SIGNED, 'until'], '2026-02-01');
    expect(warningsOf(config)).toContain('sign-off-expired manualChecks[1].signedOff.until');
  });
});
