import { actsOf } from '../../../rehearsal/acts.ts';
import { SCENARIOS } from '../../../rehearsal/all-scenarios.ts';

const named = (...names: string[]) => names.flatMap((name) => SCENARIOS.filter((each) => each.name === name));

it('plays the scenarios of one product together, in the requested order', () => {
  const acts = actsOf(named('rolling', 'week', 'master-dies', 'throttled'));
  expect(acts.map(({ of, scenarios }) => [of, ...scenarios.map(({ name }) => name)])).toEqual([
    ['migration', 'week', 'throttled'],
    ['masters', 'rolling', 'master-dies'],
  ]);
});

it('has no stage for what nobody requested', () => {
  expect(actsOf(named('rolling')).map(({ of }) => of)).toEqual(['masters']);
  expect(actsOf(named('week')).map(({ of }) => of)).toEqual(['migration']);
});
