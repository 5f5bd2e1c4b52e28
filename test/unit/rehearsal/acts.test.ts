import { actsOf } from '../../../rehearsal/acts.ts';
import { SCENARIOS } from '../../../rehearsal/all-scenarios.ts';

const named = (...names: string[]) => names.flatMap((name) => SCENARIOS.filter((each) => each.name === name));

it('plays what is of one product together, in the order asked for', () => {
  const acts = actsOf(named('rolling', 'week', 'master-dies', 'throttled'));
  expect(acts.map(({ of, scenarios }) => [of, ...scenarios.map(({ name }) => name)])).toEqual([
    ['migration', 'week', 'throttled'],
    ['masters', 'rolling', 'master-dies'],
  ]);
});

it('has no stage for what nobody asked for', () => {
  expect(actsOf(named('rolling')).map(({ of }) => of)).toEqual(['masters']);
  expect(actsOf(named('week')).map(({ of }) => of)).toEqual(['migration']);
});
