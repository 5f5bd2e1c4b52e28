import { OUTPUTS, refusing, type Script, ScriptedAws, stackOf } from './scripted-aws.ts';

const EXECUTION = 'arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:one';
const visit = (id: number, name: string, output?: object) => {
  const type = output ? 'TaskStateExited' : 'TaskStateEntered';
  const details = output
    ? { stateExitedEventDetails: { name, output: JSON.stringify(output) } }
    : { stateEnteredEventDetails: { name } };
  return { id, timestamp: 1_800_000_000 + id, type, ...details };
};

describe('the command rollback', () => {
  let aws: ScriptedAws | undefined;
  afterEach(() => aws?.stop());

  async function run(script: Script, ...args: readonly string[]) {
    aws = await ScriptedAws.start(script);
    return aws.run(args);
  }

  it('rolls back without Status, waits, and says what was done', async () => {
    let looks = 0;
    const states = {
      StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }),
      DescribeExecution: () => ({ status: looks++ === 0 ? 'RUNNING' : 'SUCCEEDED' }),
      GetExecutionHistory: ({ reverseOrder }: Record<string, unknown>) => {
        expect(reverseOrder).toBe(true);
        const restored = { outcome: 'restored', acceptedAt: 'T1', overwritten: [], pending: [], reason: '' };
        const events = [
          visit(1, 'RestoreLegacy'),
          visit(2, 'RestoreLegacy', restored),
          visit(3, 'LegacyServes'),
        ];
        return { events: events.toReversed() };
      },
    };
    const stacks = [stackOf('Shop', { RollBackByHand: OUTPUTS.RollBackByHand })];
    const { code, stdout } = await run({ states, stacks }, 'rollback', '--reason', 'broken');
    expect(code).toBe(0);
    expect(stdout).toMatch(/accepted them at T1.\nRolled back: legacy serves.\n$/);
    expect(stdout.match(/T1/g)).toHaveLength(1);
    expect(aws?.invoked).toEqual([]);
  });

  it('starts a rollback once, though the answer to that was lost', async () => {
    const states = {
      StartExecution: refusing('ExecutionAlreadyExists', 'again'),
      DescribeExecution: () => ({ status: 'SUCCEEDED' }),
      GetExecutionHistory: () => ({ events: [visit(1, 'LegacyServes')] }),
    };
    const { code } = await run({ states }, 'rollback');
    expect(code).toBe(0);
    const [start, described] = aws?.states.calls ?? [];
    expect(described?.input.executionArn).toBe(
      `arn:aws:states:us-west-1:111122223333:execution:shop-RollBack:${start?.input.name}`,
    );
    expect(start?.input.input).toBe('{}');
  });

  it.each([
    ['Joined', 3],
    ['HandedOn', 3],
    ['NothingToRollBack', 0],
  ])('a rollback that ends in %s ends with %d', async (state, expected) => {
    const states = {
      StartExecution: () => ({ executionArn: EXECUTION, startDate: 1 }),
      DescribeExecution: () => ({ status: 'SUCCEEDED' }),
      GetExecutionHistory: () => ({ events: [visit(1, state)] }),
    };
    expect((await run({ states }, 'rollback')).code).toBe(expected);
  });
});
