import { waitForReplacement } from '../../../../../../lambdas/masters/replace-master/wait-for-replacement/wait-for-replacement.ts';
import { Masters } from '../../../../../support/masters/masters-cluster.ts';

const look = (masters: Masters) => waitForReplacement(masters.payload('replacement'), masters.world);

function fail(masters: Masters, message: string): void {
  const launch = { status: 'Failed', description: 'Launching a new EC2 instance', cause: '' };
  masters.autoScaling.happened.set(masters.ref.group, [{ ...launch, message, startedAt: masters.at() }]);
}

describe('WaitForReplacement', () => {
  it('finds the one that was launched, and keeps when', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending', pauseSeconds: 15 });
    masters.launch('a', 'i-new', 'Pending');
    masters.now += 60_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'ready', pauseSeconds: 1 });
    expect((await masters.kept()).marks).toEqual({ volumesFree: masters.at(-60), launched: masters.at() });
  });

  it('pages no capacity when the time is over, and has all of its time again after an answer', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    fail(masters, 'We currently do not have sufficient m5.large capacity');
    await look(masters);
    masters.now += 900_000;
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'stop', page: { heading: 'NoCapacity' } });
    await masters.change({ statusAt: masters.at() });
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
  });

  it('pages at once what no try fixes, but not again for what failed before the answer', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.kill('a');
    fail(masters, 'Client.InternalError: Client error on launch');
    masters.now += 1_000;
    await expect(look(masters)).resolves.toMatchObject({
      outcome: 'stop',
      page: { heading: 'LaunchFailed' },
    });
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'pending' });
  });

  it('takes into account what failed before anybody heard of the master', async () => {
    const masters = new Masters();
    fail(masters, 'Client.InternalError: Client error on launch');
    masters.now += 599_000;
    await masters.begin();
    masters.kill('a');
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'stop' });
  });

  it('pages a group that is gone', async () => {
    const masters = new Masters();
    await masters.begin();
    masters.autoScaling.found.delete(masters.ref.group);
    await expect(look(masters)).resolves.toMatchObject({ outcome: 'stop', page: { heading: 'GroupGone' } });
  });

  it('says nothing once the lease is lost', async () => {
    const masters = new Masters();
    await masters.begin({}, { fencing: 2 });
    await expect(look(masters)).rejects.toThrow(expect.objectContaining({ name: 'LeaseLost' }));
  });
});
