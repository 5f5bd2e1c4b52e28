import evaluate from 'jsonata';
import { plainText } from '../../../../../lib/shared/machines/execution.ts';
import { expression } from '../../../../../lib/shared/machines/expression.ts';
import { PLAIN_TEXTS } from '../../../../support/plain-text-cases.ts';

test.each(PLAIN_TEXTS)('a machine says %s as a function does', async (text, plain) => {
  const asked = plainText(expression<string>('cause'));
  await expect(evaluate(`${asked}`).evaluate({ cause: text })).resolves.toBe(plain);
});
