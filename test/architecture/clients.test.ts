import { codeIn } from './sources.ts';

/** Sources that make a client of the SDK: `new Route53Client(…)`. */
const makers = codeIn('lambdas').filter(({ code }) => /\bnew \w+Client\(/.test(code));

it('finds the sources that make clients', () => {
  const paths = makers.map(({ path }) => path);
  expect(paths).toContain('lambdas/migration/adapters/route53-client.ts');
  expect(paths).toContain('lambdas/migration/runtime/access-ports.ts');
});

it.each(makers)('$path says how long an answer is waited for', ({ code }) => {
  expect(code).toMatch(/requestHandler: (ANSWER_TIMES|answerTimes\(|\{ \.\.\.answerTimes\()/);
});
