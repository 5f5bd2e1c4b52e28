import { ConfigError } from '../../../../lib/shared/config/config-error.ts';
import { refusalIn } from '../../../../rehearsal/app/refused-configuration.ts';

const problem = (path: string) => ({
  path,
  value: '300',
  expected: 'a Duration',
  fix: 'Duration.minutes(5)',
});

it('finds what synth says of a configuration, among what the CDK says', () => {
  const { message } = new ConfigError("migration 'shop'", [problem('ttl'), problem('steps[0].soak')]);
  const lines = message.split('\n').filter((line) => line !== '');
  const around = ['Synthesizing', ...lines, 'node bin/cutover.ts: Subprocess exited with error 1'];
  expect(refusalIn(around)).toBe(message.trimEnd());
  expect(refusalIn(lines)).toBe(message.trimEnd());
});

it('finds nothing where the CDK failed for another reason', () => {
  expect(refusalIn(['Synthesizing', '  The stack could not be deployed'])).toBeUndefined();
});
