import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { STATUS } from './a-status.ts';
import { OUTPUTS, refusing, type Script, ScriptedAws, stackOf } from './scripted-aws.ts';

const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:one';
describe('the command', () => {
  let aws: ScriptedAws | undefined;
  afterEach(() => aws?.stop());

  async function run(script: Script, ...args: readonly string[]) {
    aws = await ScriptedAws.start(script);
    return aws.run(args);
  }
  const good: Script = { status: () => ({ body: STATUS }) };

  it('shows the status, with the answers as one types them', async () => {
    const { code, stdout, stderr } = await run(good, 'status');
    expect([code, stderr]).toEqual([0, '']);
    expect(aws?.invoked).toEqual([`POST /2015-03-31/functions/${OUTPUTS.StatusFunction}/invocations {}`]);
    expect(stdout).toMatchInlineSnapshot(`
"shop (account 111122223333, us-west-1) at 2027-01-05T12:00:00Z
On hold at step 1 of 2 (5 %): a person must decide by 2027-01-06T12:00:00Z.

  State     HoldForDecision since 2027-01-05T11:00:00Z, until 2027-01-06T12:00:00Z, in 1 d
  Share     intended 5 %, seen: unknown, nobody counts
  Alarms    1 of 2 OK
            ALARM bad: too many
  Decision  needed, see below

Last events
  2027-01-05T11:00:00Z Migrate JudgeSoak: hold: Too few.

A person must decide by 2027-01-06T12:00:00Z
  Too few requests.

Answers
  npx kops-cutover promote --hold a1b2c3 --reason '…'
      continues with 100 %
  npx kops-cutover skip-down --to 1 --hold a1b2c3 --reason '…'
      goes back to 1 %

  Without a decision it rolls back.
"
`);
  });

  it('prints one JSON document', async () => {
    const { code, stdout } = await run(good, 'status', '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, STATUS]);
  });

  it.each<[string, Script, readonly string[], RegExp]>([
    ['there is no stack', { stacks: [] }, ['status'], /no stack with a migration in this account and region/],
    [
      'the named stack is missing',
      {},
      ['status', '--stack', 'Shpo'],
      /There is no stack Shpo in this account/,
    ],
    [
      'there are two',
      { stacks: [stackOf('Shop', OUTPUTS), stackOf('Shop2', OUTPUTS)] },
      ['status'],
      /There are 2 migrations. Say which one:\n {2}--stack Shop --migration shop\n {2}--stack Shop2 --migration shop/,
    ],
    [
      'the migration is another',
      {},
      ['status', '--migration', 'blog'],
      /no migration blog in .* Found: shop/,
    ],
    [
      'the stack is older than Status',
      { stacks: [stackOf('Shop', { RollBackByHand: OUTPUTS.RollBackByHand })] },
      ['status'],
      /by a version of kops-cutover that had no function Status. Deploy it with .*: npx cdk deploy Shop/,
    ],
    [
      'the function is gone',
      { status: () => ({ code: 404, body: { Message: 'gone' } }) },
      ['status'],
      /The function shop-Status is gone. Deploy the stack Shop again/,
    ],
    [
      'the function fails',
      {
        status: () => ({
          body: { errorType: 'TransientFailure', errorMessage: 'DynamoDB: no' },
          error: 'Unhandled',
        }),
      },
      ['status'],
      /shop-Status has failed: TransientFailure: DynamoDB: no/,
    ],
    [
      'the answer is of another version',
      { status: () => ({ body: { version: '9.9.9', all: 'new' } }) },
      ['status'],
      /Shop was deployed by kops-cutover 9\.9\.9, and this command is .*npx kops-cutover@9\.9\.9/,
    ],
    [
      'the token has expired',
      { describeStacks: refusing('ExpiredToken', 'The security token is expired') },
      ['status'],
      /Your AWS credentials have expired: ExpiredToken.*Sign in again/,
    ],
    [
      'a right is missing',
      {
        describeStacks: refusing('AccessDenied', 'not authorized to perform: cloudformation:DescribeStacks'),
      },
      ['status'],
      /lack a right: AccessDenied: .*DescribeStacks\. Add it, or give another --profile\./,
    ],
    [
      'AWS throttles',
      { describeStacks: refusing('Throttling', 'Rate exceeded') },
      ['status'],
      /AWS throttles requests: Throttling: Rate exceeded. Try again/,
    ],
    [
      'nobody names the hold',
      good,
      ['promote', '--reason', 'x'],
      /Give --hold.* The current hold is a1b2c3: Too few/,
    ],
    ['the reason is missing', good, ['promote', '--hold', 'a1b2c3'], /required option '--reason <text>'/],
    ['the share is none', good, ['skip-down', '--to', 'all', '--reason', 'x'], /Expected a share, 0 to 100/],
    ['the share is a sign', good, ['skip-down', '--to', '%', '--reason', 'x'], /Expected a share, 0 to 100/],
    [
      'no timer waits so long',
      good,
      ['status', '--watch', '--every', '2147484'],
      /Expected seconds, 1 to 86400/,
    ],
  ])('says what to do if %s', async (_what, script, args, message) => {
    const { code, stdout, stderr } = await run(script, ...args);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('    at ');
    expect(aws?.states.calls).toEqual([]);
  });

  it('says what differs, and shows what it can read of another version', async () => {
    const { code, stdout, stderr } = await run(
      { status: () => ({ body: { ...STATUS, version: '9.9.9' } }) },
      'status',
    );
    expect([code, stdout]).toEqual([0, expect.stringContaining('On hold at step 1')]);
    expect(stderr).toContain('was deployed by kops-cutover 9.9.9');
  });

  it('ends with 1 if something is not known', async () => {
    const body = { ...STATUS, unread: ['the executions of Migrate: slow down'] };
    const { code, stdout } = await run({ status: () => ({ body }) }, 'status');
    expect([code, stdout]).toEqual([1, expect.stringContaining('Not read')]);
  });

  it.each([
    [['promote', '--hold', 'h1'], { decision: 'promote', hold: 'h1' }],
    [['promote', '--to-end', '--hold', 'h1'], { decision: 'promoteToEnd', hold: 'h1' }],
    [['extend', '--hold', 'h1'], { decision: 'extend', hold: 'h1' }],
    [['retry', '--hold', 'h1'], { decision: 'retry', hold: 'h1' }],
    [['skip-down', '--to', '5 %', '--hold', 'h1'], { decision: 'skipDown', to: 5, hold: 'h1' }],
    [['abort'], { decision: 'abort' }],
  ])('%j starts Decide with what is documented', async (args, input) => {
    const states = {
      StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }),
      DescribeExecution: () => ({ status: 'SUCCEEDED' }),
      GetExecutionHistory: () => ({ events: [] }),
    };
    const { code, stderr } = await run({ states }, ...args, '--reason', 'why');
    expect([code, stderr]).toEqual([0, '']);
    const [start] = aws?.states.calls ?? [];
    expect(start?.input.stateMachineArn).toBe(OUTPUTS.DecideByHand);
    expect(JSON.parse(String(start?.input.input))).toEqual({ ...input, reason: 'why' });
  });

  it('prints why Decide has refused, and ends with 2', async () => {
    const states = {
      StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }),
      DescribeExecution: () => ({
        status: 'FAILED',
        error: 'NothingHeld',
        cause: '{"errorType":"NothingHeld","errorMessage":"No migration waits for a decision."}',
      }),
      GetExecutionHistory: refusing('AccessDeniedException', 'no'),
    };
    const { code, stdout, stderr } = await run({ states }, 'promote', '--hold', 'h1', '--reason', 'why');
    expect([code, stderr]).toEqual([2, 'Refused. NothingHeld: No migration waits for a decision.\n']);
    expect(stdout).not.toContain('Decided');
  });

  it('has no credentials, and says how to get some', async () => {
    aws = await ScriptedAws.start(good);
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: '/nonexistent' };
    const { code, stderr } = await aws.run(['status'], none);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^No AWS credentials: .*aws sso login/)]);
  });

  it('has no region, and says how to give one', async () => {
    aws = await ScriptedAws.start(good);
    const { code, stderr } = await aws.run(['status'], { AWS_REGION: undefined, HOME: '/nonexistent' });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^The region is not known. Give --region/)]);
  });

  it('reaches nobody, and says so', async () => {
    aws = await ScriptedAws.start(good);
    const child = aws.spawn(['status'], { AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://127.0.0.1:9' });
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^AWS could not be reached: .*Check the network/),
    ]);
  });

  it('ends in peace when nobody reads on', async () => {
    aws = await ScriptedAws.start(good);
    const child = aws.spawn(['status']);
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    expect([code, stderr]).toEqual([0, '']);
  });
});
