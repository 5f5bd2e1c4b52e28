import fc from 'fast-check';
import { sessionName } from '../../../../../lambdas/migration/domain/session-name.ts';

const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-Migrate:';

it.each([
  [`${EXECUTION}run-1`, 'shop.run-1'],
  [`${EXECUTION}0b1c2d3e_4f5a`, 'shop.0b1c2d3e_4f5a'],
  [`${EXECUTION}my run (2)`, 'shop.my-run--2-'],
  [`${EXECUTION}${'é'.repeat(80)}`, `shop.${'-'.repeat(59)}`],
  [undefined, 'shop'],
])('A session for %s is called %s', (execution, name) => {
  expect(sessionName('shop', execution)).toBe(name);
});

/** Not fast-check's `binary`, which takes a second to list them all. */
const anyCodePoint = fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

it('STS takes the session of every execution, whatever that is called', () => {
  fc.assert(
    fc.property(fc.string(), fc.string({ unit: anyCodePoint }), (name, run) => {
      expect(sessionName(name, `${EXECUTION}${run}`)).toMatch(/^[\w+=,.@-]{2,64}$/);
    }),
  );
});
