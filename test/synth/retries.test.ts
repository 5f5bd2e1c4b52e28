import { ERRORS } from '../../lambdas/migration/contract/errors.ts';
import { MINUTE, run } from './migration/support/scripted-run.ts';
import { allStates, definitionOf } from './support/definition.ts';
import { StateError } from './support/execution.ts';
import { shopTemplate } from './support/shop-templates.ts';

const template = shopTemplate();

const retriers = (['Migrate', 'RollBack', 'Drill', 'Decide'] as const).flatMap((machine) =>
  allStates(definitionOf(template, machine)).flatMap(([state, { Retry = [] }]) =>
    Retry.map((retrier) => ({ machine, state, retrier })),
  ),
);

describe('a state that is tried again', () => {
  it.each(retriers.filter(({ retrier }) => retrier.ErrorEquals.includes(ERRORS.transient)))(
    'in $machine, $state, waits at random, so that executions which were throttled together don’t meet again',
    ({ retrier }) => {
      expect(retrier).toMatchObject({ JitterStrategy: 'FULL' });
    },
  );

  it.each([
    ['Migrate', 'AdoptRecords'],
    ['Migrate', 'ConfirmWeight'],
    ['RollBack', 'ConfirmLegacy'],
  ] as const)('in %s, %s, waits half an hour for Route 53 to be in sync', async (machine, name) => {
    const pending = () => {
      throw new StateError(ERRORS.notInSync);
    };
    const { calls } = await run(template, machine, {}, { [name]: pending });
    const tries = calls.filter(({ state, visits }) => state === name && visits === 0).map(({ now }) => now);
    expect((tries.at(-1) ?? 0) - (tries[0] ?? 0)).toBe(30 * MINUTE);
  });
});
