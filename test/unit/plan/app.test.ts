import { type App, partsOf } from '../../../plan/app/app.ts';

const app = {
  command: 'node bin/prod.ts',
  stacks: ['Shop', 'Network'],
  migrations: [{ stack: 'Shop' }],
  masters: [],
};

it('asks for the stack that was probably meant, and names those that there are', () => {
  const plan = (stack: string) => () => partsOf(app as unknown as App, stack, 'migrations');
  expect(plan('Shopp')).toThrow(
    '`node bin/prod.ts` has no migration in a stack Shopp; did you mean Shop? Stacks with a migration: Shop.',
  );
  expect(plan('Elsewhere')).toThrow('in a stack Elsewhere. Stacks with a migration: Shop.');
  expect(plan('')()).toEqual({ migrations: app.migrations, masters: [] });
});
