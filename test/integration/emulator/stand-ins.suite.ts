import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { putStandIns } from '../../../rehearsal/products/migration/stand-ins.ts';
import { STAND_IN_ANSWER } from '../../../rehearsal/scenes/migration/hook-stand-ins.ts';
import { REGION } from './offline-aws.ts';
import { aws } from './shared-emulator.ts';

const PLACE = `${REGION}:123456789012`;
const STAND_INS = [
  ...['warm', 'warm:live', 'smoke:live'].map((name) => ({
    kind: 'function' as const,
    arn: `arn:aws:lambda:${PLACE}:function:${name}`,
    moments: ['afterRollback' as const],
  })),
  {
    kind: 'stateMachine' as const,
    arn: `arn:aws:states:${PLACE}:stateMachine:load`,
    moments: ['afterStep' as const],
  },
];

describe('Stand-ins for hooks', () => {
  let lambda: LambdaClient;

  beforeAll(async () => {
    const options = {
      endpoint: aws.emulator.url,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    lambda = new LambdaClient(options);
    const cloudFormation = new CloudFormationClient(options);
    await putStandIns([], { cloudFormation });
    await putStandIns(STAND_INS, { cloudFormation });
    cloudFormation.destroy();
  });
  afterAll(() => lambda?.destroy());

  it.each(STAND_INS.filter(({ kind }) => kind === 'function').map(({ arn }) => arn))(
    'answer pass: %s',
    async (FunctionName) => {
      const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
      expect(JSON.parse(Payload?.transformToString() ?? '')).toEqual(STAND_IN_ANSWER);
    },
  );

  it('answer pass: a machine', async () => {
    const machine = STAND_INS.at(-1)?.arn ?? '';
    const { status, output } = await aws.ended(await aws.start(machine));
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(output ?? '')).toEqual(STAND_IN_ANSWER);
  });
});
