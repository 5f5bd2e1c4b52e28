import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LAMBDAS = join(__dirname, '../../lambdas');

/** Sources that make a client of the SDK: `new Route53Client(…)`. */
const makers = globSync('**/*.ts', { cwd: LAMBDAS }).filter((file) =>
  /\bnew \w+Client\(/.test(readFileSync(join(LAMBDAS, file), 'utf8')),
);

it('finds the sources that make clients', () => {
  expect(makers).toContain('shared/adapters/route53-client.ts');
  expect(makers).toContain('verify-kms/handler.ts');
});

it.each(makers)('%s says how long an answer is waited for', (file) => {
  expect(readFileSync(join(LAMBDAS, file), 'utf8')).toMatch(
    /requestHandler: (ANSWER_TIMES|answerTimes\(|\{ \.\.\.answerTimes\()/,
  );
});
