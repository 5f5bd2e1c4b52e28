import { resolve, smallest } from './configurations.ts';
import { itRefuses } from './refusals.ts';

describe('what a hold’s time-out does', () => {
  itRefuses([
    {
      wrong: 'another word',
      put: ['onHoldTimeout', 'soak'],
      value: 'hold',
      expects: "'rollBack' or 'stay'",
      advises: "'stay'",
    },
    {
      wrong: 'one word for all',
      put: ['onHoldTimeout'],
      value: 'stay',
      expects: 'a plain object',
      advises: 'soak',
    },
    {
      wrong: 'another hold',
      put: ['onHoldTimeout', 'approval'],
      value: 'stay',
      expects: 'a key of',
      advises: 'remove it',
    },
  ]);

  it('is rolling back, unless it is said of one', () => {
    const settings = (more: object) => resolve({ ...smallest(), ...more }).settings;
    expect(settings({})).not.toHaveProperty('onHoldTimeout');
    expect(settings({ onHoldTimeout: { drain: 'stay' } }).onHoldTimeout).toEqual({
      soak: 'rollBack',
      change: 'rollBack',
      drain: 'stay',
      hook: 'rollBack',
    });
  });
});
