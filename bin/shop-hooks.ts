/** The shop, whose people have a switch that each step asks: an app to deploy in place of cutover.ts. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Cutover } from '../lib/migration/cutover.ts';
import { shop } from './shop.ts';

const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'us-west-1' } });

/** Says what somebody has set. A real one would try the checkout. */
const goAhead = new LambdaFunction(stack, 'GoAhead', {
  functionName: 'go-ahead',
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromInline('exports.handler = async () => JSON.parse(process.env.ANSWER);'),
  environment: { ANSWER: '{"verdict": "pass", "reason": "nobody objects"}' },
});

// `Default` is left out of names, so what is deployed is the same as with a stack of its own.
new Cutover(stack, 'Default', {
  migration: {
    ...shop,
    steps: [
      { percent: 5, soak: Duration.hours(1) },
      { percent: 50, soak: Duration.hours(1) },
      { percent: 100, soak: Duration.hours(1) },
    ],
    hooks: {
      beforeStep: { function: goAhead, timeLimit: Duration.minutes(1) },
      afterRollback: { function: goAhead, timeLimit: Duration.minutes(1) },
    },
  },
});
