import type { Construct } from 'constructs';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { type Failure, plainText } from '../../shared/machines/execution.ts';
import type { Expression } from '../../shared/machines/expression.ts';
import { type NoticeState, noticeState } from '../../shared/machines/notify.ts';
import type { Topics } from '../../shared/notifications.ts';

export interface FailedDryRun extends Readonly<Record<keyof Failure, Expression<string>>> {
  readonly comment: string;
  /** ARN of the machine that the state is in. */
  readonly machineArn: string;
  /** More lines: JSONata expressions. */
  readonly more?: readonly string[];
}

/** Notifies that a dry run which nobody looks at has no report, without a function, which may be what failed. */
export function failedDryRun(
  scope: Construct,
  name: string,
  topics: Topics,
  { migration, runbookUrl }: MigrationSettings,
  { error, cause, more = [], ...notice }: FailedDryRun,
): NoticeState {
  return noticeState(scope, name, topics, {
    ...notice,
    runbookUrl,
    subject: `${migration}: the repeated dry run has failed`,
    lines: [
      `'The repeated dry run of the migration ${migration} has failed, so nobody knows whether anything blocks it. Nothing was changed.'`,
      `'Why: ' & ${error} & ': ' & ${plainText(cause)}`,
      ...more,
      `'What to do: fix what it says, then start the machine ${migration}-Migrate with {"dryRun": true}.'`,
    ],
  });
}
