import { App, Stack, Validations } from 'aws-cdk-lib';
import { Annotations as Found, Match } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { showWarnings } from '../../../../../lib/shared/config/show-warnings.ts';

/** A stack with two warnings, and what is done to it afterwards. */
function shown(then: (stack: Stack) => void = () => {}): readonly string[] {
  const stack = new Stack(
    new App({ context: { '@aws-cdk/core:annotationsInValidationReport': false } }),
    'Shop',
  );
  showWarnings(new Construct(stack, 'Default'), [
    { code: 'single-alarm', path: 'alarms', message: 'only one alarm can start a rollback' },
    { code: 'ttl-long', path: 'ttl', message: '10 min' },
  ]);
  then(stack);
  return Found.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => String(entry.data));
}

it('shows where and what, and what to copy to acknowledge it', () => {
  expect(shown()).toEqual([
    expect.stringContaining('alarms: only one alarm can start a rollback. If that is intended: '),
    expect.stringContaining('ttl: 10 min. If that is intended: '),
  ]);
});

it('what is copied acknowledges that warning alone', () => {
  const [, line = ''] = /intended: (.*?;)/.exec(shown()[0] ?? '') ?? [];
  const copied = new Function('Validations', 'stack', line);
  expect(shown((stack) => copied(Validations, stack))).toEqual([expect.stringContaining('ttl: 10 min')]);
});
