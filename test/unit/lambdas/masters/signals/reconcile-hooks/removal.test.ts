import { reconcileHooks } from '../../../../../../lambdas/masters/signals/reconcile-hooks/reconcile-hooks.ts';
import { GROUP_A, GROUP_B } from '../../../../../support/masters/masters.ts';
import {
  CREATE,
  DELETE,
  LAUNCHING,
  NTH,
  OLD,
  SCHEDULED,
  scaling,
  TERMINATING,
  twoGroups,
  WARM,
} from './hooked-groups.ts';

const UNKNOWN = Object.assign(new Error('Rate exceeded'), { name: 'TransientFailure' });

/** Two groups, the hooks of the second of which somebody has deleted: the schedule has something to put. */
async function deployed() {
  const real = scaling(twoGroups());
  await reconcileHooks(CREATE, real.world);
  real.hooks.set(GROUP_B, [NTH, WARM]);
  real.calls.length = 0;
  return real;
}

/** Does `act` before the nth call that is made through one of the ports. */
function beforeCall(nth: number, act: () => Promise<void>) {
  let calls = 0;
  return {
    came: () => calls > nth,
    through: <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, property) => {
          const method = Reflect.get(target, property) as (...args: unknown[]) => Promise<unknown>;
          return async (...args: unknown[]) => {
            if (calls++ === nth) await act();
            return await method.apply(target, args);
          };
        },
      }),
  };
}

describe('the schedule, when the stack is deleted', () => {
  it('puts nothing any more', async () => {
    const { calls, world } = await deployed();
    await reconcileHooks(DELETE, world);
    calls.length = 0;
    await expect(reconcileHooks(SCHEDULED, world)).resolves.toMatchObject({ changed: [] });
    expect(calls).toEqual([]);
  });

  it('leaves no hook, before whichever of its own calls the removal comes', async () => {
    for (let nth = 0; ; nth += 1) {
      const { hooks, world } = await deployed();
      const comes = beforeCall(nth, async () => void (await reconcileHooks(DELETE, world)));
      const { journal, autoScaling } = world;
      const late = { ...world, journal: comes.through(journal), autoScaling: comes.through(autoScaling) };
      await reconcileHooks(SCHEDULED, late);
      if (!comes.came()) {
        expect(nth).toBeGreaterThan(5);
        return;
      }
      for (const group of [GROUP_A, GROUP_B]) expect(hooks.get(group)).toEqual([NTH, WARM]);
    }
  });

  it('leaves no hook that it has put where nobody knows whether the stack stays, and fails', async () => {
    const { hooks, world } = await deployed();
    let asked = 0;
    world.journal.isBeingRemoved = async () => {
      if (++asked === 2) throw UNKNOWN;
      return false;
    };
    await expect(reconcileHooks(SCHEDULED, world)).rejects.toBe(UNKNOWN);
    expect(hooks.get(GROUP_B)).toEqual([NTH, WARM]);
    expect(hooks.get(GROUP_A)).toContainEqual(TERMINATING);
  });

  it('asks nothing where no group lacks a hook', async () => {
    const { world } = await deployed();
    await reconcileHooks(SCHEDULED, world);
    world.journal.isBeingRemoved = async () => {
      throw UNKNOWN;
    };
    await expect(reconcileHooks(SCHEDULED, world)).resolves.toMatchObject({ changed: [] });
  });
});

describe('the removal', () => {
  it('takes the hooks off even if it can’t be recorded, and reports that', async () => {
    const { hooks, world } = await deployed();
    world.journal.noteRemoval = async () => {
      throw UNKNOWN;
    };
    const { changed } = await reconcileHooks(DELETE, world);
    expect(changed[0]).toBe(
      'The removal was not recorded, so a scheduled call may put hooks back: Rate exceeded',
    );
    expect(hooks.get(GROUP_A)).toEqual([NTH, WARM]);
  });

  it('of hooks of an old name is none of the stack', async () => {
    const { hooks, world } = await deployed();
    await reconcileHooks({ ...DELETE, ResourceProperties: OLD }, world);
    await reconcileHooks(SCHEDULED, world);
    expect(hooks.get(GROUP_B)).toEqual([NTH, WARM, TERMINATING, LAUNCHING]);
  });
});
