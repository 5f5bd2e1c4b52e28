/** The shop's accounts of `shop.test.ts`. */
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { type OfflineAccounts, startAccounts } from './shop-accounts.ts';

export const SHOP = shopSnapshot();

export const accounts = {} as OfflineAccounts;
beforeAll(async () => {
  Object.assign(accounts, await startAccounts(SHOP));
});
afterAll(() => accounts.stop?.());
