import { Duration } from 'aws-cdk-lib';
import { problemsOf, resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

const hours = Duration.hours(12);

describe('the one-way step', () => {
  itRefuses([
    { wrong: 'a share of 1', put: ['oneWayFrom'], value: 0.05, expects: 'from 0.1 to 100', advises: '0.1' },
    {
      wrong: 'no share of a step',
      put: ['oneWayFrom'],
      value: 60,
      expects: 'the share of a step',
      advises: 'one of 0.5, 50, 100, or a step of 60 in `steps`',
    },
    { wrong: 'a word', put: ['oneWayFrom'], value: '50', shows: "'50'", expects: 'a number', advises: '50' },
  ]);

  it('is compared with the steps by default, and with none while one of them is wrong', () => {
    const problems = (more: object) => problemsOf({ ...smallest(), ...more });
    expect(problems({ oneWayFrom: 60 })[0]?.fix).toContain('one of 5, 25, 50, 75, 100');
    const steps = [
      { percent: 'half', soak: hours },
      { percent: 100, soak: hours },
    ];
    expect(problems({ steps, oneWayFrom: 60 }).map(({ path }) => path)).toEqual(['steps[0].percent']);
  });

  it('is in the settings only if it is configured', () => {
    const settings = (more: object) => resolve({ ...smallest(), ...more }).settings;
    expect(settings({ oneWayFrom: 75 })).toHaveProperty('oneWayFromPercent', 75);
    expect(settings({})).not.toHaveProperty('oneWayFromPercent');
  });
});
