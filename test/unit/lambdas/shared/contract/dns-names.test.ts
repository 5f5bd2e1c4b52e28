import { displayName, dotted, isWithin, undotted } from '../../../../../lambdas/shared/contract/dns-names.ts';

test.each([
  ['shop.test', 'shop.test', 'shop.test.', 'shop.test'],
  ['shop.test.', 'shop.test', 'shop.test.', 'shop.test'],
  ['\\052.apps.shop.test.', '\\052.apps.shop.test', '\\052.apps.shop.test.', '*.apps.shop.test'],
])('%s is %s undotted, %s dotted, and %s for people', (name, undottedName, dottedName, shown) => {
  expect(undotted(name)).toBe(undottedName);
  expect(dotted(name)).toBe(dottedName);
  expect(displayName(name)).toBe(shown);
});

test('case makes no difference between names', () => {
  expect([undotted('WWW.Shop.test'), dotted('WWW.Shop.test')]).toEqual(['www.shop.test', 'www.shop.test.']);
});

test.each([
  ['shop.test.', true],
  ['www.shop.test.', true],
  ['webshop.test.', false],
  ['test.', false],
])('%s is within shop.test.: %s', (name, within) => {
  expect(isWithin(name, 'shop.test.')).toBe(within);
});
