import { Duration } from 'aws-cdk-lib';
import { ConfigError } from '../../../../../lib/shared/config/config-error.ts';
import { show } from '../../../../../lib/shared/config/place.ts';

describe('a value that is shown', () => {
  it.each<[unknown, string]>([
    [Duration.millis(500), 'a Duration of 500 millis'],
    [{ p99Budget: Duration.millis(500), n: 1 }, '{ p99Budget: Duration of 500 millis, n: 1 }'],
    [[{ soak: Duration.hours(12) }], '[ { soak: Duration of 12 hours } ]'],
    [{ steps: [{ soak: Duration.hours(12) }] }, '{ steps: [ [Object] ] }'],
    [[undefined, null, 'x'], "[ undefined, null, 'x' ]"],
  ])('%# is as its author would say it', (value, expected) => {
    expect(show(value)).toBe(expected);
  });
});

it('an error of the configuration shows what nobody would see', () => {
  const { message } = new ConfigError('Shop', [
    { path: 'zones[0]', value: show('a\u202eb'), expected: 'a name', fix: '\u001b[31mred' },
  ]);
  expect(message).toContain("zones[0]: 'a\\u202eb'");
  expect(message).toContain('write:    \\u001b[31mred');
});
