import { fullest, problemsOf, resolve, smallest, withValue } from './configurations.ts';
import { itRefuses } from './refusals.ts';

describe("Route 53's limits", () => {
  itRefuses([
    {
      wrong: 'no requests at once',
      put: ['route53', 'requests', 'burst'],
      value: 0,
      expects: 'how many requests Route 53 accepts at once: a whole number from 1 to 100000',
      advises: '1 or more',
    },
    {
      wrong: 'so few changes at once that a name does not fit into a batch',
      put: ['route53', 'changes', 'burst'],
      value: 19,
      expects: 'how many changes of records Route 53 accepts at once: a whole number from 20',
      advises: '20 or more',
    },
    {
      wrong: 'less than a change a second',
      put: ['route53', 'changes', 'perSecond'],
      value: 0.5,
      expects: 'how many changes of records Route 53 accepts per second: a number from 1 to 10000',
      advises: '1 or more',
    },
    {
      wrong: 'all of it left to others',
      put: ['route53', 'leftForOthers'],
      value: 1,
      expects: "the share that is left to the account's other callers: a number from 0 to 0.9",
      advises: '0.9 or less',
    },
    {
      wrong: 'a share in percent',
      put: ['route53', 'leftForOthers'],
      value: 20,
      expects: 'from 0 to 0.9',
      advises: '0.2',
    },
    {
      wrong: 'another word for a limit’s key',
      put: ['route53', 'requests'],
      value: { capacity: 50 },
      at: 'route53.requests.capacity',
      shows: '50',
      expects: "a key of the account's limit on requests",
      advises: '`burst`',
    },
    {
      wrong: 'a shorter word for a limit’s key',
      put: ['route53', 'changes'],
      value: { perSec: 60 },
      at: 'route53.changes.perSec',
      shows: '60',
      expects: "a key of the account's limit on changes",
      advises: '`perSecond`',
    },
    {
      wrong: 'a limit in one number',
      put: ['route53', 'changes'],
      value: 50,
      expects: 'a plain object',
      advises: 'burst',
    },
  ]);

  it('have defaults, one by one', () => {
    const defaults = {
      requests: { burst: 50, perSecond: 10 },
      changes: { burst: 500, perSecond: 50 },
      leftForOthers: 0.2,
    };
    expect(resolve(smallest()).settings.route53).toEqual(defaults);
    expect(resolve({ ...smallest(), route53: { changes: { perSecond: 80 } } }).settings.route53).toEqual({
      ...defaults,
      changes: { burst: 500, perSecond: 80 },
    });
  });

  it('are the account’s own where they are given', () => {
    expect(resolve(fullest()).settings.route53).toEqual({
      requests: { burst: 100, perSecond: 20 },
      changes: { burst: 2000, perSecond: 200 },
      leftForOthers: 0.5,
    });
    expect(problemsOf(withValue(fullest(), ['route53', 'changes', 'burst'], 20))).toEqual([]);
  });
});
