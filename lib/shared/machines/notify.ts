import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IChainable, INextable, State } from 'aws-cdk-lib/aws-stepfunctions';
import { TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { linkLine, runbookLine } from '../../../lambdas/shared/contract/links.ts';
import { allOf, type Topics } from '../notifications.ts';
import { chatText } from './chat-text.ts';
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

/** Publishes a notice: to the chat, if there is one, whatever comes of that, then by mail. */
export class NoticeState implements IChainable {
  readonly id: string;
  readonly startState: State;
  readonly endStates: INextable[];
  readonly #mail: SnsPublish;

  constructor(mail: SnsPublish, first: State = mail) {
    this.id = mail.id;
    this.startState = first;
    this.endStates = mail.endStates;
    this.#mail = mail;
  }

  addCatch(handler: IChainable, props?: Parameters<SnsPublish['addCatch']>[1]): this {
    this.#mail.addCatch(handler, props);
    return this;
  }

  next(next: IChainable): this {
    this.#mail.next(next);
    return this;
  }
}

/** People wait for the mail meanwhile. */
const CHAT_TIMEOUT = Timeout.duration(Duration.seconds(10));

/** A state that publishes without a function, for when the function is what fails. */
export function noticeState(scope: Construct, name: string, topics: Topics, notice: Notice): NoticeState {
  const { comment, subject, lines, runbookUrl, machineArn, assign } = notice;
  const links = [
    ...linkLine('Execution', `${machineArn.replace(':stateMachine:', ':execution:')}:`).map(
      (prefix) => `${quoted(prefix)} & $states.context.Execution.Name`,
    ),
    ...runbookLine(runbookUrl, name).map(quoted),
  ];
  const mail = SnsPublish.jsonata(scope, name, {
    comment,
    topic: topics.mail,
    subject,
    message: TaskInput.fromText(jsonata(`$join([${[...lines, ...links].join(', ')}], '\\n')`)),
    taskTimeout: Timeout.duration(Duration.seconds(60)),
    ...(assign && { assign: { ...assign } }),
  });
  if (!topics.chat) return new NoticeState(mail);
  const chat = SnsPublish.jsonata(scope, `${name} to the chat`, {
    comment: 'The same for the chat. If that fails, the mail is sent all the same.',
    topic: topics.chat,
    message: TaskInput.fromText(jsonata(chatText({ name, subject, lines: [...lines, ...links] }))),
    taskTimeout: CHAT_TIMEOUT,
  });
  chat.addCatch(mail, { errors: ['States.ALL'] });
  chat.next(mail);
  return new NoticeState(mail, chat);
}

/** What the role of a machine with such states needs. */
export function mayNotify(topics: Topics): PolicyStatement {
  return new PolicyStatement({
    actions: ['sns:Publish'],
    resources: allOf(topics).map(({ topicArn }) => topicArn),
  });
}
