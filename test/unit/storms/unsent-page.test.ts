import { PAGES, REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { ERRORS } from '../../../lambdas/shared/contract/errors.ts';
import { NamedError } from '../../../lambdas/shared/domain/named-error.ts';
import { FUNCTIONS, type World } from '../../support/storm/functions.ts';
import { firstMaster, quiet } from '../../support/storm/quiet.ts';

const MINUTE = 60_000;
/** Its tries take 20 minutes by their intervals alone; the time-out of the hook is 15. */
const SILENT_MINUTES = 40;

const { pageOperator, judgeQuorum } = REPLACE_MASTER;

type Run = (payload: never, world: World) => Promise<unknown>;

function replace(state: string, by: (payload: never, world: World, run: Run) => Promise<unknown>): void {
  const functions: Record<string, Run> = FUNCTIONS;
  const run = functions[state];
  if (!run) throw new Error(`There is no function ${state}`);
  jest.spyOn(functions, state).mockImplementation((payload, world) => by(payload, world, run));
}

describe('A master that waits in its hook while people can’t be notified that its replacement stopped', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('is held by the sweep for as long as the execution tries', async () => {
    const storm = quiet(3);
    const from = storm.time.now();
    const isSilent = () => storm.time.now() < from + SILENT_MINUTES * MINUTE;
    const refuse = async () => {
      throw new NamedError(ERRORS.transient, 'SNS Publish: ServiceUnavailable');
    };
    let refused = 0;
    replace(judgeQuorum, async (payload, world, run) =>
      isSilent()
        ? {
            outcome: 'stop',
            reason: 'r',
            pauseSeconds: 1,
            page: { heading: PAGES.quorumAtRisk, reason: 'r' },
          }
        : await run(payload, world),
    );
    replace(pageOperator, async (payload, world, run) => {
      if (!isSilent()) return await run(payload, world);
      refused++;
      return await run(payload, { ...world, topic: { publish: refuse } });
    });
    storm.engine.scenario.terminateInGroup(firstMaster(storm));
    await storm.settle(from + 2 * SILENT_MINUTES * MINUTE);
    expect(refused).toBeGreaterThan(100);
    expect(storm.breaches).toEqual([]);
    expect(await storm.whatIsLeft()).toEqual([]);
  });
});
