import type { Definition } from './support/definition.ts';
import { execute } from './support/interpreter.ts';

it('ends an execution that never would', async () => {
  const definition: Definition = {
    StartAt: 'Again',
    States: { Again: { Type: 'Pass', Next: 'AndAgain' }, AndAgain: { Type: 'Pass', Next: 'Again' } },
  };
  const execution = { name: 'endless', input: {}, startedAt: 0, call: () => ({}) };
  await expect(execute(definition, execution)).rejects.toThrow('It never ends; at last it came to Again');
});
