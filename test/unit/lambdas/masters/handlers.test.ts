import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DECIDE_MASTERS,
  MASTERS_CONTROL,
  MASTERS_EVENTS,
  MASTERS_FUNCTIONS,
  REPLACE_MASTER,
  ROLL_MASTERS,
} from '../../../../lambdas/masters/contract/states.ts';
import { handlersIn } from '../../../../lib/shared/functions/bundle.ts';
import { LAMBDAS } from '../../../support/bundled.ts';
import { someMastersSettings } from '../../../support/masters/masters.ts';

type Handler = (event: unknown) => Promise<unknown>;

const HANDLERS = handlersIn(LAMBDAS);

function handlerOf(state: (typeof MASTERS_FUNCTIONS)[number]): Handler {
  return require(HANDLERS.get(state) ?? '').handler;
}

/** By what is wrong with an empty payload. */
const EMPTY: Readonly<Record<string, RegExp>> = {
  ...Object.fromEntries(Object.values(REPLACE_MASTER).map((state) => [state, /replacement: missing/])),
  [REPLACE_MASTER.describeMasters]: /replacement: missing/,
  [REPLACE_MASTER.observeCluster]: /view: missing/,
  [REPLACE_MASTER.judgeQuorum]: /replacement: missing.*view: missing.*health: missing/,
  [REPLACE_MASTER.verifyMaster]: /view: missing.*passes: missing.*passedBy: missing/,
  [REPLACE_MASTER.pageOperator]: /replacement: missing.*page: missing/,
  [ROLL_MASTERS.observeVersions]: /view: missing/,
  [ROLL_MASTERS.planRoll]: /run: missing.*view: missing.*versions: missing/,
  [ROLL_MASTERS.rollNextMaster]: /run: missing/,
  [DECIDE_MASTERS.recordMastersDecision]: /run: missing/,
};

describe('the handlers of what keeps masters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'masters-'));
  const environment = { ...process.env };
  beforeAll(() => {
    Object.assign(process.env, { LAMBDA_TASK_ROOT: folder, POWERTOOLS_LOG_LEVEL: 'SILENT' });
    const machine = 'arn:aws:states:us-west-1:111122223333:stateMachine:shop-masters-';
    Object.assign(process.env, { JOURNAL_TABLE: 'journal', REPLACE_MASTER_ARN: `${machine}ReplaceMaster` });
    Object.assign(process.env, {
      AWS_REGION: 'us-west-1',
      DECIDE_ARN: `${machine}Decide`,
      TOPIC_ARN: 'arn:topic',
    });
    writeFileSync(join(folder, 'settings.json'), JSON.stringify(someMastersSettings()));
  });
  afterAll(() => {
    process.env = environment;
    rmSync(folder, { recursive: true });
  });

  const machines = MASTERS_FUNCTIONS.filter(
    (state) => !(Object.values({ ...MASTERS_EVENTS, ...MASTERS_CONTROL }) as string[]).includes(state),
  );

  it.each(machines)('%s takes only what the machine gives, and names what is missing', async (state) => {
    await expect(handlerOf(state)({})).rejects.toMatchObject({
      name: 'InvalidInput',
      message: expect.stringMatching(EMPTY[state] ?? /nothing is said of it here/),
    });
  });

  it('TakeSignal ignores what is no event, and says why', async () => {
    await expect(handlerOf('TakeSignal')({})).resolves.toMatchObject({
      taken: 'ignored',
      reason: expect.stringContaining('detail-type: missing'),
    });
  });

  it('ReconcileHooks refuses what CloudFormation never asks', async () => {
    await expect(handlerOf('ReconcileHooks')({ RequestType: 'Replace' })).rejects.toMatchObject({
      name: 'InvalidInput',
    });
  });

  it('SweepMasters can be made from what the stack gives it', () => {
    expect(handlerOf('SweepMasters')).toBeInstanceOf(Function);
  });
});
