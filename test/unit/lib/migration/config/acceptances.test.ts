import { Lazy } from 'aws-cdk-lib';
import { ACCEPTABLE } from '../../../../../lambdas/migration/contract/acceptances.ts';
import { fullest, problemsOf, resolve, smallest, warningsOf, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const FIRST = ['acceptances', 0];
const acceptance = (subject: string) => ({
  id: 'zone-loss-loses-quorum',
  subject,
  reason: 'Two zones.',
  until: '2099-12-31',
});

describe('acceptances', () => {
  itRefuses([
    {
      wrong: 'a code that nobody may accept',
      put: [...FIRST, 'id'],
      value: 'record-missing',
      expects: 'the code of a finding that can be accepted',
      advises: "'zone-loss-loses-quorum'",
    },
    {
      wrong: 'a code that every object has',
      put: [...FIRST, 'id'],
      value: 'constructor',
      expects: 'the code of a finding that can be accepted',
      advises: 'one of',
    },
    {
      wrong: 'a slip in a code',
      put: [...FIRST, 'id'],
      value: 'zone-loss-looses-quorum',
      expects: 'can be accepted',
      advises: "'zone-loss-loses-quorum', if that is meant",
    },
    { wrong: 'no code', put: [...FIRST, 'id'], value: undefined, expects: 'the code', advises: "'zone-" },
    {
      wrong: 'no subject',
      put: [...FIRST, 'subject'],
      value: undefined,
      expects: "the finding's subject",
      advises: "'main'",
    },
    {
      wrong: 'an empty subject',
      put: [...FIRST, 'subject'],
      value: '',
      expects: "the finding's subject",
      advises: "'main'",
    },
    {
      wrong: 'a subject with a space behind it',
      put: [...FIRST, 'subject'],
      value: 'main ',
      shows: "'main '",
      expects: 'without spaces around it',
      advises: "'main'",
    },
    {
      wrong: 'no reason',
      put: [...FIRST, 'reason'],
      value: undefined,
      expects: 'why the finding may stay',
      advises: 'two zones',
    },
    {
      wrong: 'a blank reason',
      put: [...FIRST, 'reason'],
      value: '  ',
      expects: 'why the finding may stay',
      advises: 'two zones',
    },
    {
      wrong: 'no date',
      put: [...FIRST, 'until'],
      value: undefined,
      expects: 'YYYY-MM-DD',
      advises: "'20",
    },
    ...['2027-02-30', '2027-13-01', '1.3.2027', '2027-03-01T00:00:00Z', '+027-03-01', 'never'].map(
      (value) => ({
        wrong: `the date ${value}`,
        put: [...FIRST, 'until'],
        value,
        expects: 'YYYY-MM-DD',
        advises: "'20",
      }),
    ),
    {
      wrong: 'a Date',
      put: [...FIRST, 'until'],
      value: new Date(0),
      shows: 'a Date',
      expects: 'YYYY-MM-DD',
      advises: "'20",
    },
    {
      wrong: 'the same twice',
      put: ['acceptances', 1],
      value: acceptance('main'),
      shows: 'zone-loss-loses-quorum',
      expects: 'each finding once',
      advises: 'acceptances[0]',
    },
  ]);

  it('are all refused at once', () => {
    const wrong = [
      { id: 'x', reason: '', until: 'x' },
      { ...acceptance('events'), until: '2027-02-29' },
    ];
    expect(problemsOf(withValue(fullest(), ['acceptances'], wrong)).map(({ path }) => path)).toEqual([
      'acceptances[0].id',
      'acceptances[0].subject',
      'acceptances[0].reason',
      'acceptances[0].until',
      'acceptances[1].until',
    ]);
  });

  it('may be of several subjects, also of tokens', () => {
    const token = Lazy.string({ produce: () => 'x' });
    const acceptances = [acceptance('main'), acceptance('events'), acceptance(token)];
    expect(resolve({ ...smallest(), acceptances }).settings.acceptances).toEqual(acceptances);
    expect(resolve(smallest()).settings.acceptances).toEqual([]);
  });

  it('may be of every code of the table', () => {
    const acceptances = Object.keys(ACCEPTABLE).map((id) => ({ ...acceptance('main'), id }));
    expect(problemsOf({ ...smallest(), acceptances })).toEqual([]);
  });

  it('are a warning once their day has passed: the stack may still be deployed', () => {
    const config = withValue(fullest(), [...FIRST, 'until'], '2026-01-31');
    expect(warningsOf(config)).toContain('acceptance-expired acceptances[0].until');
    expect(warningsOf(fullest()).join()).not.toContain('acceptance-expired');
  });
});
