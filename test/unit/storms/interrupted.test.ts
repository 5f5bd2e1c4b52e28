import { REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { firstMaster, quiet } from '../../support/storm/quiet.ts';
import { shopMastersSettings } from '../../synth/support/shop-templates.ts';

const settings = shopMastersSettings();

/** Calls take less than a second each, and a sweep makes a few. */
const SWEEP_TAKES_MS = 20_000;

describe('An execution that is stopped before', () => {
  it.each(Object.values(REPLACE_MASTER))('%s', async (state) => {
    const storm = quiet(1);
    const master = firstMaster(storm);
    if (state === REPLACE_MASTER.pageOperator)
      for (const { VolumeId, Attachments } of storm.engine.ec2.describeVolumes().Volumes)
        if (Attachments[0]?.InstanceId === master) storm.engine.scenario.stickVolume(VolumeId);
    let stoppedAt = 0;
    let takenUpAt = 0;
    storm.onState = (entered, arn) => {
      if (arn.endsWith(`${master}-2`)) takenUpAt ||= storm.time.now();
      if (entered !== state || stoppedAt > 0) return;
      stoppedAt = storm.time.now();
      storm.machines.stop(arn);
    };
    storm.engine.scenario.terminateInGroup(master);
    await storm.settle(storm.time.now());
    expect(stoppedAt).toBeGreaterThan(0);
    expect(takenUpAt - stoppedAt).toBeGreaterThan(0);
    expect(takenUpAt - stoppedAt).toBeLessThanOrEqual(settings.sweepSeconds * 1000 + SWEEP_TAKES_MS);
    expect(await storm.whatIsLeft()).toEqual([]);
    expect(storm.breaches).toEqual([]);
    expect((await storm.journal.replacement(master))?.value.status).toBe('replaced');
  });
});
