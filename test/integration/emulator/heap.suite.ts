import { invokeFunction } from './direct.ts';
import { aws } from './shared-emulator.ts';
import { functionOf } from './templates.ts';

const BODY = 'exports.handler = async () => process.execArgv;';

it.each([
  [128, 6, 116],
  [512, 25, 461],
])('Q36: a function with %i MB has the heap that this gives it', async (memory, semiSpace, oldSpace) => {
  const id = `Heap${memory}`;
  const { Name = '' } = await aws.deploy(id, functionOf(id, BODY, { memory }), {
    Name: { Value: { Ref: id } },
  });
  expect(await invokeFunction(aws, Name)).toEqual([
    `--max-semi-space-size=${semiSpace}`,
    `--max-old-space-size=${oldSpace}`,
  ]);
});
