import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHOP_WORLD } from '../../../../rehearsal/shop/shop.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { patched } from '../../../../rehearsal/snapshot/patch.ts';
import { readPatch } from '../../../../rehearsal/snapshot/patch-file.ts';
import type { SnapshotRefused } from '../../../../rehearsal/snapshot/problem.ts';
import { shopSnapshot } from '../../../support/shop-snapshot.ts';

describe('A patch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'refused-patches-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const patchOf = (content: Json) => {
    writeFileSync(join(folder, 'patch.json'), JSON.stringify(content));
    return readPatch(join(folder, 'patch.json'));
  };

  it('is refused together with the others that are, each with all that is wrong', async () => {
    writeFileSync(join(folder, 'list.json'), '[]');
    writeFileSync(join(folder, 'half.json'), '{');
    const given = ['wildcard-for-all', 'wildcard', join(folder, 'list.json'), join(folder, 'half.json')];
    const refusal = await SHOP_WORLD.patchesCalled(given).then(
      () => undefined,
      (error: SnapshotRefused) => error,
    );
    expect(refusal).toMatchObject({ isUnknownName: true });
    expect(refusal?.problems).toHaveLength(3);
    for (const words of [
      'there is no such file of a patch',
      'expected an object, found []',
      'JSON at position',
    ])
      expect(refusal?.message).toContain(words);
    await expect(SHOP_WORLD.patchesCalled(given.slice(2))).rejects.toMatchObject({ isUnknownName: false });
  });

  it('is refused for what is wrong in files, objects and web at once', async () => {
    const patch = patchOf({
      plants: 'x',
      files: { 'none.json': [{ op: 'remove', path: '/x' }] },
      objects: { 'kops-state-shop/k8s.shop.test/config': [{ replace: 'nonsense words', by: 'y' }] },
      web: [{ op: 'remove', path: '/nothing' }],
    });
    await expect(patched(shopSnapshot(), [patch])).rejects.toMatchObject({
      problems: [
        expect.objectContaining({ at: '/files/none.json' }),
        expect.objectContaining({ at: '/objects/kops-state-shop~1k8s.shop.test~1config' }),
        expect.objectContaining({ at: '/web/0' }),
      ],
    });
  });
});
