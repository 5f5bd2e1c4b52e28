/** The key that the shop's configuration names. */
export const SHOP_KEY_ID = '5c0ffee0-1234-4abc-8def-0123456789ab';

/** RDS's identifier of the database that the shop's configuration names. */
export const DATABASE_ID = 'shop-db';
