import { useOfflineAws } from './offline-aws.ts';
import { invoke, THROWS } from './templates.ts';

const aws = useOfflineAws();

describe('the error of a function', () => {
  it('has its name in Catch, and the payload of the Node.js runtime as its cause', async () => {
    const caught = { ErrorEquals: ['ZoneChanged'], Output: '{% $states.errorOutput %}', Next: 'Caught' };
    const { status, output } = await aws.run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect(status).toBe('SUCCEEDED');
    const { Error: name, Cause } = output as { Error: string; Cause: string };
    expect(name).toBe('ZoneChanged');
    const cause = JSON.parse(Cause);
    expect(cause).toMatchObject({ errorType: 'ZoneChanged', errorMessage: 'somebody else wrote' });
    expect(cause.trace[0]).toBe('ZoneChanged: somebody else wrote');
  });

  it('is not caught under another name', async () => {
    const caught = { ErrorEquals: ['Throttled', 'Error'], Next: 'Caught' };
    const { status, error } = await aws.run(
      {
        StartAt: 'Call',
        States: {
          Call: { ...invoke('Throws'), Catch: [caught], End: true },
          Caught: { Type: 'Pass', End: true },
        },
      },
      { Throws: THROWS },
    );
    expect({ status, error }).toEqual({ status: 'FAILED', error: 'ZoneChanged' });
  });

  it.each([
    ["throw 'just a text';", 'string'],
    ['await Promise.reject();', 'undefined'],
    ["throw new TypeError('x');", 'TypeError'],
  ])('whatever is thrown: %s', async (body, error) => {
    const machine = { StartAt: 'Call', States: { Call: { ...invoke('Odd'), End: true } } };
    expect(await aws.run(machine, { Odd: `exports.handler = async () => { ${body} };` })).toMatchObject({
      status: 'FAILED',
      error,
    });
  });

  it('is retried by name, with the delays that the retrier says: 10, 20, then 25 seconds at most', async () => {
    const retry = {
      ErrorEquals: ['ZoneChanged'],
      IntervalSeconds: 10,
      BackoffRate: 2,
      MaxDelaySeconds: 25,
      MaxAttempts: 3,
    };
    const { status, seconds, executionArn } = await aws.run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(status).toBe('FAILED');
    const failures = (await aws.history(executionArn)).filter(({ type }) => type === 'TaskFailed');
    expect(failures).toHaveLength(4);
    expect(seconds).toBeGreaterThanOrEqual(55);
    expect(seconds).toBeLessThan(65);
  });

  it('waits longer than a minute before a retry when it should', async () => {
    const retry = { ErrorEquals: ['States.ALL'], IntervalSeconds: 3_600, MaxAttempts: 1 };
    const { seconds } = await aws.run(
      { StartAt: 'Call', States: { Call: { ...invoke('Throws'), Retry: [retry], End: true } } },
      { Throws: THROWS },
    );
    expect(seconds).toBeGreaterThanOrEqual(3_600);
    expect(seconds).toBeLessThan(3_605);
  });
});
