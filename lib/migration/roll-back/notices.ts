/** What the machine RollBack reports without a function, which may be what fails. */

import type { Construct } from 'constructs';
import type { NotRestored, PendingZone } from '../../../lambdas/migration/contract/roll-back-payloads.ts';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { plainText } from '../../shared/machines/execution.ts';
import { jsonata } from '../../shared/machines/expression.ts';
import { machineArn } from '../../shared/machines/names.ts';
import { type NoticeState, noticeState } from '../../shared/machines/notify.ts';
import { member } from '../../shared/machines/reader.ts';
import type { Topics } from '../../shared/notifications.ts';
import { failedDryRun } from '../machines/failed-dry-run.ts';
import { NOTIFIED } from './owed-loop.ts';
import { variable } from './variables.ts';

const REASON = variable('event.reason');
const UNDER_WAY = variable('restore.underWay');
const PENDING = variable('restore.pending');
const zone = member<PendingZone>();

/** RestoreLegacy has read the request, unless it failed each time. */
const WHY = `$exists(${REASON}) ? 'Why it is rolled back: ' & ${REASON}`;

/** In each zone, what is not as legacy was, or what the zone contains. */
const zones = (heading: string): string =>
  `$count(${PENDING}) > 0 ? '${heading}: ' & $join(${PENDING}.('zone ' & ${zone('zoneId')} & ': ' & ${zone('why')}), '; ')`;

const NOT_RESTORED = variable('restore.notRestored');
const refused = member<NotRestored>();
const REFUSED = `$count(${NOT_RESTORED}) > 0`;

/** All is back, and only the journal can't say so yet. */
const SERVES = `${variable('confirm.legacyServes')} = true`;

/** What was not as legacy, when it was read back. */
const FOUND = variable('confirm.reasons');

/** The messages of one migration. */
export class Notices {
  readonly #scope: Construct;
  readonly #topics: Topics;
  readonly #settings: MigrationSettings;
  readonly #common: { readonly runbookUrl: string; readonly machineArn: string };

  constructor(scope: Construct, topics: Topics, settings: MigrationSettings) {
    this.#scope = scope;
    this.#topics = topics;
    this.#settings = settings;
    this.#common = {
      runbookUrl: settings.runbookUrl,
      machineArn: machineArn(scope, settings.migration, 'RollBack'),
    };
  }

  nothingChanged(): NoticeState {
    const { migration } = this.#settings;
    return noticeState(this.#scope, 'NotifyNothingChanged', this.#topics, {
      ...this.#common,
      comment: 'Notifies people that the migration ended before it changed a record.',
      subject: `${migration}: ended before any record was changed`,
      lines: [
        `${UNDER_WAY} = '' ? 'The migration ${migration} ended before it changed a record. Legacy serves, as before.' : 'An execution of ${migration}-Migrate ended before it changed a record. Another one, ' & ${UNDER_WAY} & ', continues to move the names.'`,
        `'Why: ' & ${REASON}`,
        `${UNDER_WAY} = '' ? 'What to do: fix the cause, then start the machine ${migration}-Migrate again.' : 'What to do: no action for this one. To roll the other one back, start the machine ${migration}-RollBack.'`,
      ],
    });
  }

  /** Migrate itself could not say it. */
  failedDryRun(): NoticeState {
    return failedDryRun(this.#scope, 'NotifyDryRunEnded', this.#topics, this.#settings, {
      comment: 'Notifies people that a repeated dry run has ended at a limit of Step Functions.',
      machineArn: this.#common.machineArn,
      error: variable('dryRun.error'),
      cause: variable('dryRun.cause'),
      more: [
        `'Which: the execution ' & ${variable('dryRun.name')} & ' of the machine ${this.#settings.migration}-Migrate.'`,
      ],
    });
  }

  owed(): NoticeState {
    const { migration } = this.#settings;
    return noticeState(this.#scope, 'NotifyRollBackOwed', this.#topics, {
      ...this.#common,
      comment: 'Legacy does not serve every name yet. Notifies people, once every few hours.',
      subject: jsonata(
        `${REFUSED} ? '${migration}: ROLLBACK INCOMPLETE, act now' : ${SERVES} ? '${migration}: ROLLBACK OWED, legacy serves but the journal does not say so' : '${migration}: ROLLBACK OWED, tried again until legacy serves'`,
      ),
      assign: NOTIFIED,
      lines: [
        `${SERVES} ? 'The names of the migration ${migration} are back on legacy. The journal cannot record it yet, so the rollback is not over and no other migration can start. It is retried automatically.' : 'The rollback of the migration ${migration} is not done yet: names may still answer with the cluster. It is retried automatically until legacy serves.'`,
        WHY,
        `${REFUSED} ? 'NOT restored, because Route 53 refuses it: ' & $join(${NOT_RESTORED}.(${refused('name')} & ': ' & ${refused('why')}), '; ')`,
        zones('Not back yet'),
        `$count(${FOUND}) > 0 ? 'Found when reading back: ' & $join(${FOUND}, '; ')`,
        `$exists(${variable('failure.error')}) ? 'What failed: ' & ${variable('failure.state')} & ': ' & ${variable('failure.error')} & ': ' & ${plainText(variable('failure.cause'))}`,
        `${REFUSED} ? 'What to do: for each name, remove what Route 53 names: a record set of another type beside a CNAME, or a protection (ask its owner first). If a health check is gone, put the record back by hand, without it or with another one. The rollback then finishes automatically.' : 'What to do: check which AWS service is unavailable, and stop whoever else writes to the zone. The rollback then finishes automatically. If that takes too long, put the records back by hand as the runbook says.'`,
      ],
    });
  }

  /** Where NotifyHeld itself fails. */
  held(): NoticeState {
    const { migration } = this.#settings;
    return noticeState(this.#scope, 'NotifyHeldPlainly', this.#topics, {
      ...this.#common,
      comment: 'NotifyHeld has failed. Pages people without it.',
      subject: `${migration}: ROLLBACK HELD after the one-way step, act now`,
      lines: [
        `'The migration ${migration} would have been rolled back. It was not: only you can.'`,
        variable('restore.reason'),
        `'Why it would have been rolled back: ' & ${REASON}`,
        `'What to do: repair the cluster. To restore legacy nevertheless, start the state machine ${migration}-RollBack with {"reason": "…"}.'`,
      ],
    });
  }

  /** Where NotifyHook itself fails. */
  hook(): NoticeState {
    const { migration } = this.#settings;
    return noticeState(this.#scope, 'NotifyHookPlainly', this.#topics, {
      ...this.#common,
      comment: 'NotifyHook has failed. Notifies people without it.',
      subject: `${migration}: nobody knows what the hook after the rollback said`,
      lines: [
        `'The migration ${migration} was rolled back: legacy serves. What the hook after it said could not be judged.'`,
        `'What came of it: ' & ${variable('hook.answer')} & ${variable('hook.failure')}`,
        "'What to do: do what the hook should have done, if it has not. It is not asked again. No name is affected.'",
      ],
    });
  }

  unrestorable(): NoticeState {
    const { migration } = this.#settings;
    return noticeState(this.#scope, 'NotifyUnrestorable', this.#topics, {
      ...this.#common,
      comment:
        'Legacy’s original records are lost, and a zone says that it was moved. Only people can restore it.',
      subject: `${migration}: CANNOT BE ROLLED BACK, restore legacy by hand now`,
      lines: [
        `'The migration ${migration} cannot be rolled back by this software. Names may answer with the cluster.'`,
        `'What is missing: ' & ${variable('restore.reason')}`,
        WHY,
        zones('What the zones contain'),
        "'What to do: put the records back by hand now, as the runbook says.'",
      ],
    });
  }
}
