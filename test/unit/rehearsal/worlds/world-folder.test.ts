import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP_WORLD } from '../../../../rehearsal/shop/shop.ts';
import { oldAge } from '../../../../rehearsal/worlds/age.ts';
import { WorldFolder } from '../../../../rehearsal/worlds/world-folder.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

const DAY = 86_400_000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'world-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a world', () => {
  it('is its folder, or that of its snapshot, with what lies beside', () => {
    mkdirSync(join(folder, 'snapshot'));
    writeFileSync(join(folder, 'behaviour.json'), '{}');
    for (const given of [folder, join(folder, 'snapshot')]) {
      const world = new WorldFolder(given);
      expect(world.snapshotFolder).toBe(join(folder, 'snapshot'));
      expect(world.behaviourFile).toBe(join(folder, 'behaviour.json'));
    }
  });

  it('is a snapshot alone, and what lies beside that is nobody’s', () => {
    const accounts = join(folder, 'accounts');
    mkdirSync(accounts);
    writeFileSync(join(folder, 'behaviour.json'), '{}');
    const world = new WorldFolder(accounts);
    expect(world.snapshotFolder).toBe(accounts);
    expect(world.behaviourFile).toBeUndefined();
    expect(world.web()).toBeNull();
    expect(world.patch('wildcard-for-all')).toBeUndefined();
    expect(() => world.patchCalled('wildcard-for-all')).toThrow('its world has none');
  });

  it('says what is found in it, but not of its snapshot alone: another app finds something else', () => {
    const { snapshotFolder } = SHOP_WORLD;
    expect(new WorldFolder(join(snapshotFolder, '..')).findings()?.length).toBeGreaterThan(0);
    expect(new WorldFolder(snapshotFolder).findings()).toBeUndefined();
  });

  it('of nothing has no snapshot to read', async () => {
    const nothing = new WorldFolder(undefined);
    expect(nothing.isEmpty).toBe(true);
    await expect(nothing.snapshot()).rejects.toThrow('--snapshot');
  });

  it('has the apps that its scenarios deploy meanwhile', () => {
    expect(SHOP_WORLD.otherApp('two-zones')?.app).toBe('node bin/shop-two-zones.ts');
    expect(SHOP_WORLD.otherApp('three-zones')).toBeUndefined();
  });
});

describe('the age of a snapshot', () => {
  const end = Date.UTC(2026, 10, 23);
  const recorded = shopSnapshot({
    '111122223333/us-west-1/cloudwatch/get-metric-data-input/a.json': {
      StartTime: '2026-11-09T00:00:00Z',
      EndTime: '2026-11-23T00:00:00Z',
      MetricDataQueries: [],
    },
    '111122223333/us-west-1/cloudwatch/get-metric-data/a.json': { MetricDataResults: [] },
  });

  it('is said from the eighth day on, in one line, with what to run', () => {
    expect(oldAge(recorded, end + 7 * DAY)).toEqual([]);
    expect(oldAge(recorded, end + 8 * DAY)).toEqual([
      expect.stringMatching(/ is 8 days old: .*npm run snapshot$/),
    ]);
  });

  it('is that of its files where nothing was recorded', () => {
    expect(oldAge(shopSnapshot(), Date.now() - 30 * DAY)).toEqual([]);
    expect(oldAge(shopSnapshot(), Date.now() + 30 * DAY)).toHaveLength(1);
  });
});
