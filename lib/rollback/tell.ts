import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { jsonata } from '../machines/jsonata.ts';

export interface Telling {
  readonly comment: string;
  readonly subject: string;
  /** JSONata expressions, each one line of the message. */
  readonly lines: readonly string[];
}

/** A state that publishes by itself, for when there is no function to do it. Ends with a link to this execution. */
export function tell(
  scope: Construct,
  name: string,
  topic: ITopic,
  { comment, subject, lines }: Telling,
): SnsPublish {
  const execution = "'Execution: ' & $states.context.Execution.Id";
  const message = `$join([${[...lines, execution].join(', ')}], '\\n')`;
  return SnsPublish.jsonata(scope, name, {
    comment,
    topic,
    subject,
    message: TaskInput.fromText(jsonata(message)),
    taskTimeout: Timeout.duration(Duration.seconds(60)),
  });
}
