import { Choice, Fail, type IChainable, type TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERRORS } from '../../../lambdas/masters/contract/errors.ts';
import type { Page } from '../../../lambdas/masters/contract/payloads.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import { PAGES, type PageHeading, REPLACE_MASTER } from '../../../lambdas/masters/contract/states.ts';
import { CAUGHT, CAUGHT_IN_WORDS, plainText } from '../../shared/machines/execution.ts';
import { condition, expression, type Given, jsonata } from '../../shared/machines/expression.ts';
import { machineArn } from '../../shared/machines/names.ts';
import { noticeState } from '../../shared/machines/notify.ts';
import type { Topics } from '../../shared/notifications.ts';
import { BETWEEN_HEARTBEATS } from './retries.ts';
import { set, variable } from './variables.ts';

/**
 * An outage is waited out this many times between heartbeats: with a minute of tries each, for 10 to 20 minutes. Then the
 * operator is paged, because nobody can look after the masters.
 */
export const MOST_OUTAGES = 10;

const INSTANCE = variable('replacement.instance');

export interface FailuresProps {
  readonly settings: MastersSettings;
  readonly topics: Topics;
  readonly pageOperator: TaskStateBase;
  /** Where an outage is waited out. */
  readonly pause: IChainable;
}

/** What becomes of a state's failure: wait, stop quietly, or page. Every end is a Fail. */
export class Failures {
  readonly #props: FailuresProps;
  readonly #outage: Choice;
  readonly #leaseLost: Fail;

  constructor(scope: Construct, props: FailuresProps) {
    this.#props = props;
    const { pageOperator, pause } = props;
    this.#leaseLost = Fail.jsonata(scope, 'LeaseTaken', {
      comment: 'This execution no longer has the lease, so it stops. The execution that has it continues.',
      error: ERRORS.leaseLost,
      cause: jsonata(variable('page.reason')),
    });
    this.#outage = Choice.jsonata(scope, 'IsItShort', {
      comment:
        'AWS can’t be reached for now. Heartbeats continue, and it is tried again. If that lasts, the operator is paged.',
    })
      .when(condition(`${variable('outages')} < ${MOST_OUTAGES}`), pause)
      .otherwise(pageOperator);
    this.#afterPage(scope);
  }

  /** Whatever `task` fails with, after its retries. */
  catchAll(task: TaskStateBase): void {
    this.#catch(task, [ERRORS.leaseLost], this.#leaseLost);
    task.addCatch(this.#outage, {
      errors: [...BETWEEN_HEARTBEATS.errors],
      assign: set({
        page: failurePage(PAGES.replacementFailed),
        outages: expression<number>(`${variable('outages')} + 1`),
        pauseSeconds: this.#props.settings.pollSeconds,
        heartbeat: 'unknown',
      }),
    });
    this.#catch(task, ['States.ALL'], this.#props.pageOperator);
  }

  /** Before all the rest: the token can't be read, which has a page of its own. */
  catchCredentials(task: TaskStateBase): void {
    this.#catch(task, [ERRORS.credentialsUnreadable], this.#props.pageOperator, PAGES.credentialsRefused);
  }

  #catch(
    task: TaskStateBase,
    errors: string[],
    to: IChainable,
    heading: PageHeading = PAGES.replacementFailed,
  ): void {
    task.addCatch(to, { errors, assign: set({ page: failurePage(heading) }) });
  }

  #afterPage(scope: Construct): void {
    const { settings, topics, pageOperator } = this.#props;
    const notReplaced = Fail.jsonata(scope, 'MasterNotReplaced', {
      comment: 'You must decide: the page says what was seen, the runbook what to do.',
      error: jsonata(variable('page.heading')),
      cause: jsonata(variable('page.reason')),
    });
    const notice = noticeState(scope, 'NotifyNotReplaced', topics, {
      comment: 'Notifies without a function, because the function that pages has just failed.',
      subject: `${settings.name}: a master is NOT REPLACED, check now`,
      runbookUrl: settings.runbookUrl,
      machineArn: machineArn(scope, settings.name, 'ReplaceMaster'),
      lines: [
        `'The replacement of a master of ${settings.cluster} has stopped: ' & ${variable('page.heading')}`,
        `'Group: ' & ${variable('replacement.group')} & ', instance: ' & (${INSTANCE} = '' ? 'none' : ${INSTANCE})`,
        `'Why: ' & ${plainText(variable('page.reason'))}`,
        `'${REPLACE_MASTER.pageOperator} itself failed, so the lease may still be taken: ' & ${variable('failure.error')} & ': ' & ${plainText(variable('failure.cause'))}`,
      ],
    });
    pageOperator.addCatch(notice, { errors: ['States.ALL'], assign: set({ failure: CAUGHT }) });
    pageOperator.next(notReplaced);
    notice.addCatch(notReplaced, { errors: ['States.ALL'] }).next(notReplaced);
  }
}

/** What a state failed with, as people are notified of it. */
function failurePage(heading: PageHeading): Given<Page> {
  return { heading, reason: CAUGHT_IN_WORDS };
}
