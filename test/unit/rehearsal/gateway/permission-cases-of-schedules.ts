import { type Case, rest } from './permission-cases.ts';

const RUN = 'arn:aws:scheduler:us-west-1:111122223333:schedule/shop-Watch/run-1';
const RoleArn = 'arn:aws:iam::111122223333:role/shop-watch';

export const SCHEDULE_CASES: readonly Case[] = [
  ...[
    ['CreateSchedule', 'POST'],
    ['UpdateSchedule', 'PUT'],
  ].map(
    ([operation, method]): Case => ({
      rule: `scheduler ${operation}`,
      call: rest('scheduler', `${method} /schedules/run-1`, {
        body: JSON.stringify({ GroupName: 'shop-Watch', Target: { Arn: 'arn:of-function', RoleArn } }),
      }),
      expected: [
        `scheduler:${operation} ${RUN}`,
        [`iam:PassRole ${RoleArn}`, { 'iam:PassedToService': ['scheduler.amazonaws.com'] }],
      ],
    }),
  ),
  {
    rule: 'scheduler GetSchedule',
    call: rest('scheduler', 'GET /schedules/run-1'),
    expected: [`scheduler:GetSchedule ${RUN.replace('shop-Watch', 'default')}`],
  },
  {
    rule: 'scheduler DeleteSchedule',
    call: rest('scheduler', 'DELETE /schedules/run-1?groupName=shop-Watch&clientToken=x'),
    expected: [`scheduler:DeleteSchedule ${RUN}`],
  },
];
