import { withAction } from '../../../../../lambdas/masters/domain/opening.ts';
import { withSeenAction } from '../../../../../lambdas/masters/steps/lifecycle-actions.ts';
import { MASTER_A, replacementOf, someMastersSettings } from '../../../../support/masters/masters.ts';

const AT = '2026-03-01T10:00:00Z';
const LATER = '2026-03-01T10:30:00Z';
const settings = someMastersSettings();

const action = (transition: 'terminating' | 'launching', token?: string) => ({
  hook: settings.hooks[transition],
  transition,
  ...(token === undefined ? {} : { token }),
  since: AT,
  lastHeartbeat: AT,
  completed: transition === 'launching',
});
const kept = (transition: 'terminating' | 'launching') =>
  replacementOf(MASTER_A, { actions: { [MASTER_A]: action(transition, 'first') } });

/** An instance that was launched through one hook and goes through the other. */
describe('Two waits of one instance', () => {
  it('are told apart when an event reports the second', () => {
    const heard = { ...action('terminating', 'second'), since: LATER };
    const { actions } = withAction(kept('launching'), { instance: MASTER_A, kept: heard });
    expect(actions[MASTER_A]).toEqual(heard);
  });

  it('are told apart when the second is seen', () => {
    const { actions } = withSeenAction(kept('launching'), MASTER_A, 'terminating', LATER, settings);
    expect(actions[MASTER_A]).toMatchObject({ transition: 'terminating', since: LATER, completed: false });
  });

  it('are not mistaken when the first is heard of or seen late', () => {
    const going = kept('terminating');
    const heard = { instance: MASTER_A, kept: action('launching', 'late') };
    expect(withAction(going, heard)).toBe(going);
    expect(withSeenAction(going, MASTER_A, 'launching', LATER, settings)).toBe(going);
  });
});
