/** The key that the shop's configuration names. */
export const SHOP_KEY_ID = '5c0ffee0-1234-4abc-8def-0123456789ab';
