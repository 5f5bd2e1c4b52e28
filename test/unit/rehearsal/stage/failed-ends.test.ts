import { failedEnds } from '../../../../rehearsal/stage/failed-ends.ts';
import { anExecution } from '../checks/migration/some-evidence.ts';

it('says where and why executions ended that did not succeed', () => {
  const broken = anExecution({
    status: 'FAILED',
    state: 'NotReady',
    error: 'NotReady',
    cause: '1 of 40 blocks the start: VerifyNotifications (check-broken)\nmore',
  });
  const aborted = anExecution({ machine: 'shop-RollBack', status: 'ABORTED', state: 'WaitToRetry' });
  const running = anExecution({ status: 'RUNNING', state: 'Soak' });
  expect(failedEnds([anExecution({ status: 'SUCCEEDED' }), broken, aborted, running])).toEqual([
    'Migrate ended in NotReady: 1 of 40 blocks the start: VerifyNotifications (check-broken)',
    'RollBack ended in WaitToRetry: ABORTED',
  ]);
});
