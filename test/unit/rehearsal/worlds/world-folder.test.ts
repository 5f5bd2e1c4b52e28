import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP_WORLD } from '../../../../rehearsal/shop/shop.ts';
import { filesOf } from '../../../../rehearsal/snapshot/read-folder.ts';
import { WorldFolder } from '../../../../rehearsal/worlds/world-folder.ts';

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
    writeFileSync(join(accounts, 'behaviour.json'), '{}');
    expect(world.behaviourFile).toBe(join(accounts, 'behaviour.json'));
    expect(filesOf(accounts)).toEqual({ files: new Map(), problems: [] });
    expect(world.web()).toBeNull();
    expect(world.patch('wildcard-for-all')).toBeUndefined();
    expect(() => world.patchCalled('wildcard-for-all')).toThrow('its world has none');
  });

  it('says what is found in it, but not of its snapshot alone: another app finds something else', () => {
    const { snapshotFolder } = SHOP_WORLD;
    expect(new WorldFolder(join(snapshotFolder, '..')).findings()?.length).toBeGreaterThan(0);
    expect(new WorldFolder(snapshotFolder).findings()).toBeUndefined();
    const usual = SHOP_WORLD.findings() ?? [];
    expect(SHOP_WORLD.findings('chat')).toEqual(usual);
    expect(SHOP_WORLD.findings('data-plane')).toEqual([
      ...usual,
      ...['cluster-5xx', 'cluster-latency', 'cluster-worst-latency', 'checkout-5xx', 'checkout-latency'].map(
        (name) => expect.objectContaining({ code: 'data-plane-later', subject: `shop-${name}` }),
      ),
    ]);
  });

  it('finds the same with another app where nobody has said what else that finds', () => {
    mkdirSync(join(folder, 'snapshot'));
    const findings = [{ level: 'warn', check: 'VerifyDns', code: 'ttl-long', subject: 'shop.test.' }];
    writeFileSync(join(folder, 'findings.json'), JSON.stringify({ findings }));
    expect(new WorldFolder(folder).findings('chat')).toEqual(findings);
  });

  it('of nothing has no snapshot to read', async () => {
    const nothing = new WorldFolder(undefined);
    expect(nothing.isEmpty).toBe(true);
    await expect(nothing.snapshot()).rejects.toThrow('--snapshot');
  });

  it('has the apps that its scenarios deploy meanwhile', () => {
    expect(SHOP_WORLD.otherApp('two-zones')?.app).toBe('node bin/shop-two-zones.ts');
    expect(SHOP_WORLD.otherApp('frozen-off-hours')?.app).toBe('node bin/shop-frozen-off-hours.ts');
    expect(SHOP_WORLD.otherApp('one-way')?.app).toBe('node bin/shop-one-way.ts');
    expect(SHOP_WORLD.otherApp('chat')?.app).toBe('node bin/shop-chat.ts');
    expect(SHOP_WORLD.otherApp('three-zones')).toBeUndefined();
  });
});
