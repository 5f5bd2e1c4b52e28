/** The shop, whose people have a switch that each step asks, and a load test: an app to deploy in place of cutover.ts. */
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, Pass, StateMachine, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
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

/** Takes its time. A real one would send requests, and look at what came back. */
const loadTest = new StateMachine(stack, 'LoadTest', {
  stateMachineName: 'load-test',
  definitionBody: DefinitionBody.fromChainable(
    Wait.jsonata(stack, 'Load', { time: WaitTime.duration(Duration.minutes(20)) }).next(
      Pass.jsonata(stack, 'Answer', { outputs: { verdict: 'pass', reason: 'as fast as before' } }),
    ),
  ),
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
      afterStep: { stateMachine: loadTest, steps: [5], timeLimit: Duration.hours(1) },
      afterRollback: { function: goAhead, timeLimit: Duration.minutes(1) },
    },
  },
});
