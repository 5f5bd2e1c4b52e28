import { zoneEvidence } from '../../../../../lambdas/migration/evidence/zone-evidence.ts';
import { confirmWeight } from '../../../../../lambdas/migration/migrate/confirm-weight/confirm-weight.ts';
import { validateInput } from '../../../../../lambdas/migration/migrate/validate-input/validate-input.ts';
import { confirmLegacy } from '../../../../../lambdas/migration/roll-back/confirm-legacy/confirm-legacy.ts';
import { restoreLegacy } from '../../../../../lambdas/migration/roll-back/restore-legacy/restore-legacy.ts';
import {
  adoptRecords,
  retireLegacyRecords,
  shiftWeight,
} from '../../../../../lambdas/migration/swap/move-records.ts';
import { asked, begin, fence } from '../../../../support/migration/acting.ts';
import { type ZonesWorld, zonesWorld } from '../../../../support/migration/zones-world.ts';
import { RunningExecutions } from '../../../../support/running-executions.ts';

/** A run at 50 %. */
async function atFifty(): Promise<ZonesWorld> {
  const world = zonesWorld();
  await begin(world, world.run('run-1'), 4);
  return world;
}

describe('Nothing passes by looking at no zone', () => {
  /** A run at 50 % whose before-image the journal has lost. */
  async function lostImages() {
    const world = await atFifty();
    world.journal.lose('before-image');
    return { world, run: world.run('run-1') };
  }
  const UNREADABLE = { name: 'BeforeImageUnreadable', message: expect.stringContaining('zone Z1SHOP') };

  it('neither ShiftWeight, nor ConfirmWeight, nor RetireLegacyRecords', async () => {
    const { world, run } = await lostImages();
    const change = { summary: '', percent: 50, waitUntil: '', ttlInForceSeconds: 0, changes: [] };
    await expect(shiftWeight({ run, step: 2, continues: '' }, world)).rejects.toMatchObject(UNREADABLE);
    await expect(confirmWeight({ run, step: 1, change }, world)).rejects.toMatchObject(UNREADABLE);
    await expect(retireLegacyRecords(run, world)).rejects.toMatchObject(UNREADABLE);
  });

  it('nor the evidence of a soak', async () => {
    const { world, run } = await lostImages();
    const state = await world.journal.load();
    if (!state) throw new Error('The run is lost, too.');
    await expect(zoneEvidence(run, { kind: 'weighted', percent: 50 }, state, world)).rejects.toMatchObject(
      UNREADABLE,
    );
  });

  it('nor AdoptRecords, where it isn’t known how the TTLs were lowered', async () => {
    const world = zonesWorld();
    const run = world.run('run-1');
    await begin(world, run, 1);
    world.journal.lose('zones');
    await expect(adoptRecords(run, world)).rejects.toMatchObject({ name: 'JournalUnreadable' });
  });

  it('nor startAtPercent', async () => {
    const { world } = await lostImages();
    const validating = { ...world, executions: new RunningExecutions() };
    await expect(validateInput({ startAtPercent: 50 }, validating)).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('there is no before-image of zone Z1SHOP, Z2CDN'),
    });
  });

  it('nor a rollback’s confirmation', async () => {
    const world = await atFifty();
    const restore = await restoreLegacy(asked(world), world);
    world.journal.lose('before-image');
    world.copy.kept = undefined;
    const img = world.engine.records('Z2CDN').find(({ Type }) => Type === 'TXT');
    const Value = fence(world, 'Z2CDN')?.replace('restored', 'shift') ?? '';
    world.engine.changeResourceRecordSets('Z2CDN', {
      Changes: [{ Action: 'UPSERT', ResourceRecordSet: { ...img, ResourceRecords: [{ Value }] } }],
    });
    world.pass(60);
    expect(await confirmLegacy(restore, world)).toMatchObject({
      legacyServes: false,
      reasons: ['Zone Z2CDN: the fence says shift, execution run-1'],
    });
  });
});
