import { migrationsIn } from '../../../../cli/control/stack.ts';

const MACHINE = 'arn:aws:states:us-west-1:111122223333:stateMachine';
const FUNCTION = 'arn:aws:lambda:us-west-1:111122223333:function';

const stackOf = (...values: readonly string[]) => ({
  StackName: 'Shop',
  CreationTime: new Date(0),
  StackStatus: 'CREATE_COMPLETE' as const,
  Outputs: values.map((OutputValue, i) => ({ OutputKey: `Key${i}`, OutputValue })),
});

describe('the migrations of a stack', () => {
  it('are found by the values of its outputs, whatever their keys', () => {
    const stack = stackOf(
      `${MACHINE}:shop-Migrate`,
      `${MACHINE}:shop-RollBack`,
      `${MACHINE}:blog-RollBack`,
      `${FUNCTION}:shop-Status`,
      'some-bucket',
    );
    expect(migrationsIn(stack)).toEqual([
      {
        stack: 'Shop',
        migration: 'shop',
        rollBack: `${MACHINE}:shop-RollBack`,
        decide: `${MACHINE}:shop-Decide`,
        status: `${FUNCTION}:shop-Status`,
      },
      expect.objectContaining({ migration: 'blog', status: undefined }),
    ]);
  });

  it('are none in a stack of something else', () => {
    expect(migrationsIn(stackOf(`${MACHINE}:their-RollBacks`, `${FUNCTION}:shop-Status`))).toEqual([]);
  });
});
