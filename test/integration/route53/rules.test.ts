import { ChangeResourceRecordSetsCommand } from '@aws-sdk/client-route-53';
import { RULE_CASES } from './rule-cases.ts';
import type { SdkWorld } from './sdk-world.ts';
import { startSdkWorld, ZONE_ID } from './sdk-world.ts';

describe('the rules of a batch, through the SDK client', () => {
  let world: SdkWorld;

  afterEach(() => world.close());

  it.each(RULE_CASES)('$rule $title', async ({ zone = [], changes, refused }) => {
    world = await startSdkWorld({ records: zone });
    const before = JSON.stringify(world.engine.records(ZONE_ID));
    const sent = world.client.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: ZONE_ID, ChangeBatch: { Changes: [...changes] } }),
    );
    if (refused === undefined) {
      await expect(sent).resolves.toMatchObject({ ChangeInfo: { Status: 'PENDING' } });
      expect(world.engine.history(ZONE_ID)).toHaveLength(2);
      expect(JSON.stringify(world.engine.records(ZONE_ID))).not.toBe(before);
    } else {
      await expect(sent).rejects.toMatchObject({ name: refused.code, message: refused.message });
      expect(world.engine.history(ZONE_ID)).toHaveLength(1);
      expect(JSON.stringify(world.engine.records(ZONE_ID))).toBe(before);
    }
  });
});
