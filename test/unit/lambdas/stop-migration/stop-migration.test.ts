import type { RestoreOutcome, RollBackRequest } from '../../../../lambdas/shared/contract/payloads.ts';
import { stopMigration } from '../../../../lambdas/stop-migration/stop-migration.ts';

const REQUEST: RollBackRequest = {
  source: 'alarm',
  run: '',
  reason: 'Alarm cluster-5xx',
  asOf: '2027-03-08T00:00:10Z',
  cause: 'arn:alarm',
};

/** The execution that runs, and what was stopped. */
function oneRunning(startedAt = '2027-03-01T00:00:00Z') {
  const stopped: string[] = [];
  const executions = {
    isRunning: async () => true,
    running: async () => [{ name: 'run-1', arn: 'arn:run-1', startedAt }],
    stop: async (arn: string, error: string, cause: string) => void stopped.push(`${arn} ${error}: ${cause}`),
  };
  const stop = (outcome: RestoreOutcome, request = REQUEST) =>
    stopMigration({ outcome, request, marked: false }, 'arn:migrate', executions);
  return { stopped, stop };
}

describe('StopMigration', () => {
  it.each<RestoreOutcome>(['restored', 'already-restored', 'nothing-to-restore'])(
    'after "%s" stops what had begun when it was asked for, and says why',
    async (outcome) => {
      const { stopped, stop } = oneRunning();
      expect(await stop(outcome)).toMatchObject({ stopped: ['arn:run-1'] });
      expect(stopped).toEqual(['arn:run-1 RolledBack: Alarm cluster-5xx']);
    },
  );

  it('stops each of several', async () => {
    const arns = ['arn:run-1', 'arn:run-2', 'arn:run-3'];
    const stopped: string[] = [];
    const executions = {
      isRunning: async () => true,
      running: async () => arns.map((arn) => ({ name: arn, arn, startedAt: '2027-03-01T00:00:00Z' })),
      stop: async (arn: string) => void stopped.push(arn),
    };
    await expect(
      stopMigration({ outcome: 'restored', request: REQUEST, marked: false }, 'arn:migrate', executions),
    ).resolves.toMatchObject({
      stopped: arns,
    });
    expect(stopped).toEqual(arns);
  });

  it('leaves what began later', async () => {
    expect(await oneRunning('2027-03-08T00:00:11Z').stop('restored')).toMatchObject({ stopped: [] });
  });

  it('after "refused" stops nothing: the execution that has closed the migration has yet to tell it', async () => {
    const { stopped, stop } = oneRunning();
    expect(await stop('refused')).toMatchObject({ stopped: [] });
    expect(stopped).toEqual([]);
  });
});
