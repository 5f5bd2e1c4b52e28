import { useOfflineAws } from './offline-aws.ts';

const DAY = 86_400;

const aws = useOfflineAws();

describe('Parallel', () => {
  const failing = {
    StartAt: 'Fails',
    States: { Fails: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' } },
  };
  const soak = {
    StartAt: 'Soak',
    States: { Soak: { Type: 'Wait', Seconds: DAY, Next: 'Never' }, Never: { Type: 'Pass', End: true } },
  };

  it('ends the other branches when one fails', async () => {
    const { status, error, seconds, executionArn } = await aws.run({
      StartAt: 'Both',
      States: { Both: { Type: 'Parallel', Branches: [soak, failing], End: true } },
    });
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'Broken' });
    expect(seconds).toBeLessThan(5);
    const entered = (await aws.history(executionArn)).map(
      ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name,
    );
    expect(entered).toContain('Soak');
    expect(entered).not.toContain('Never');
  });

  it('goes on after its Catch', async () => {
    const caught = { ErrorEquals: ['Broken'], Next: 'Caught' };
    const { status, seconds } = await aws.run({
      StartAt: 'Both',
      States: {
        Both: { Type: 'Parallel', Branches: [soak, failing], Catch: [caught], End: true },
        Caught: { Type: 'Wait', Seconds: 60, End: true },
      },
    });
    expect(status).toBe('SUCCEEDED');
    expect(seconds).toBeLessThan(70);
  });

  it('has Arguments, Output and Assign, and variables that its branches do not share', async () => {
    const branch = (name: string) => ({
      StartAt: `Set${name}`,
      States: {
        [`Set${name}`]: {
          Type: 'Pass',
          Assign: { mine: `{% $states.input.from & '${name}' %}` },
          Next: `Wait${name}`,
        },
        [`Wait${name}`]: { Type: 'Wait', Seconds: 60, Next: `Say${name}` },
        [`Say${name}`]: { Type: 'Pass', Output: '{% $mine & $states.context.State.Name %}', End: true },
      },
    });
    const { output, seconds } = await aws.run({
      StartAt: 'Both',
      States: {
        Both: {
          Type: 'Parallel',
          Arguments: { from: 'of ' },
          Branches: [branch('A'), branch('B')],
          Assign: { count: '{% $count($states.result) %}' },
          Output: { said: '{% $states.result %}' },
          Next: 'Done',
        },
        Done: {
          Type: 'Pass',
          Output: { said: '{% $states.input.said %}', count: '{% $count %}' },
          End: true,
        },
      },
    });
    expect(output).toEqual({ said: ['of ASayA', 'of BSayB'], count: 2 });
    expect(seconds).toBeLessThan(62);
  });
});

describe('Map', () => {
  it('runs at most MaxConcurrency items at once, and ends the others when one fails', async () => {
    const item = { Type: 'Wait', Seconds: '{% $states.input %}', Next: 'Check' };
    const check = {
      Type: 'Choice',
      Choices: [{ Condition: '{% $states.input = 30 %}', Next: 'Fails' }],
      Default: 'Fine',
    };
    const machine = (items: number[]) => ({
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: items,
          MaxConcurrency: 2,
          ItemProcessor: {
            StartAt: 'Item',
            States: {
              Item: item,
              Check: check,
              Fine: { Type: 'Pass', End: true },
              Fails: { Type: 'Fail', Error: 'Thirty' },
            },
          },
          End: true,
        },
      },
    });
    const good = await aws.run(machine([100, 100, 100]));
    expect(good).toMatchObject({ status: 'SUCCEEDED', output: [100, 100, 100] });
    expect(Math.round(good.seconds)).toBe(200);
    const bad = await aws.run(machine([DAY, 30, 100]));
    expect(bad).toMatchObject({ status: 'FAILED', error: 'Thirty' });
    expect(bad.seconds).toBeLessThan(35);
  });
});
