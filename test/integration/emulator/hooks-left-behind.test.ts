import { GROUPS, type HooksAccount, hooksAccount, MINUTES } from './hooks-stack.ts';

const [A, B, C] = GROUPS.map(({ name }) => name) as [string, string, string];
const PUT = 'PutLifecycleHook';
const BOTH = ['shop-masters-launching', 'shop-masters-terminating'];

let account: HooksAccount;
beforeAll(async () => {
  account = await hooksAccount();
});
afterEach(() => account.clear());
afterAll(() => account.stop());

describe('a first deployment', () => {
  it('that is refused at the second group leaves no hook', async () => {
    fillUp(B, 49);
    await expect(account.deploy()).rejects.toThrow(/Lifecycle Hooks limit exceeded/);
    expect(account.hooks()).toEqual([[], [], []]);
  });

  it('that is not puts all', async () => {
    await account.deploy();
    expect(account.hooks()).toEqual([BOTH, BOTH, BOTH]);
  });
});

describe('when the schedule’s call has failed, and Lambda may try it again', () => {
  beforeEach(async () => {
    await account.deploy();
    account.takeOff(C);
    fillUp(C, 50);
    await account.scheduledCall(PUT, async () => {});
    expect(account.hooks()).toEqual([BOTH, BOTH, []]);
  });

  it('a pause leaves no hook', async () => {
    await account.disableSchedule();
    takeAllOff();
    await account.pass(MINUTES);
    expect(account.hooks()).toEqual([[], [], []]);
  });

  it('the removal of the stack leaves no hook', async () => {
    await account.remove();
    await account.pass(MINUTES);
    expect(account.hooks()).toEqual([[], [], []]);
  });
});

it('the removal of the stack leaves no hook that a call of the schedule puts meanwhile', async () => {
  await account.deploy();
  account.takeOff(C);
  await account.scheduledCall(PUT, () => account.remove());
  expect(account.hooks()).toEqual([[], [], []]);
});

it('when the schedule’s call is throttled, a pause leaves no hook', async () => {
  await account.deploy();
  await account.throttle(0);
  await account.pass(6);
  await account.disableSchedule();
  await account.pass(6);
  takeAllOff();
  await account.throttle(1);
  await account.pass(MINUTES);
  expect(account.hooks()).toEqual([[], [], []]);
});

function takeAllOff(): void {
  for (const group of [A, B, C]) account.takeOff(group);
}

/** Somebody else's hooks, which take so many of the fifty places. */
function fillUp(group: string, count: number): void {
  for (let n = 0; n < count; n += 1)
    account.engine.autoScaling.putLifecycleHook({
      AutoScalingGroupName: group,
      LifecycleHookName: `somebody-else-${n}`,
      LifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
    });
}
