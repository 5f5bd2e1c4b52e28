import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { linkLine, runbookLine } from '../../../lambdas/shared/contract/links.ts';
import { type Expression, jsonata, quoted } from './expression.ts';

export interface Notice {
  readonly comment: string;
  /** The subject itself, or an expression. */
  readonly subject: string;
  /** JSONata expressions, each one line of the message. */
  readonly lines: readonly (string | Expression<string>)[];
  /** The runbook's address; the state's name is its heading. */
  readonly runbookUrl: string;
  /** ARN of the machine that the state is in. */
  readonly machineArn: string;
  /** Variables set once the message is published. */
  readonly assign?: Readonly<Record<string, unknown>>;
}

/** A state that publishes without a function, for when the function is what fails. */
export function noticeState(scope: Construct, name: string, topic: ITopic, notice: Notice): SnsPublish {
  const { comment, subject, lines, runbookUrl, machineArn, assign } = notice;
  const links = [
    ...linkLine('Execution', `${machineArn.replace(':stateMachine:', ':execution:')}:`).map(
      (prefix) => `${quoted(prefix)} & $states.context.Execution.Name`,
    ),
    ...runbookLine(runbookUrl, name).map(quoted),
  ];
  return SnsPublish.jsonata(scope, name, {
    comment,
    topic,
    subject,
    message: TaskInput.fromText(jsonata(`$join([${[...lines, ...links].join(', ')}], '\\n')`)),
    taskTimeout: Timeout.duration(Duration.seconds(60)),
    ...(assign && { assign: { ...assign } }),
  });
}

/** What the role of a machine with such states needs. */
export function mayNotify(topic: ITopic): PolicyStatement {
  return new PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] });
}
