import type { SynthesisedMigration } from '../../../../../rehearsal/app/migration/migrations.ts';
import { rehearsedEstate } from '../../../../../rehearsal/products/migration/rehearsed-estate.ts';
import { SHOP_WORLD } from '../../../../../rehearsal/shop/shop.ts';
import { shopPatch, shopSettings } from '../../../../support/shop.ts';

const migration = (account: string): SynthesisedMigration => ({
  stack: {
    name: 'Shop',
    template: { Resources: {} },
    folder: '',
    app: [],
  } as unknown as SynthesisedMigration['stack'],
  settings: { ...shopSettings(), account },
  scope: 'Shop/Default',
});

it('has in its accounts what is planted, whose files are nowhere', async () => {
  const { estate, behaviour } = await rehearsedEstate(migration('111122223333'), SHOP_WORLD, [
    shopPatch('two-zones'),
  ]);
  expect(estate.snapshot.folder).toContain('two-zones');
  expect(behaviour.names).not.toEqual([]);
});

it('refuses a snapshot of other accounts', async () => {
  await expect(rehearsedEstate(migration('999988887777'), SHOP_WORLD, [])).rejects.toThrow(
    /is of the account 111122223333.*, and the stack Shop is deployed to 999988887777/,
  );
});
