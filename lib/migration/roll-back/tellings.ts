/** What the machine RollBack tells by itself: it must not need a function for that, which may be what fails. */
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { SnsPublish } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { MigrationSettings } from '../../../lambdas/migration/contract/settings.ts';
import { jsonata, plainText } from '../../shared/machines/jsonata.ts';
import { machineArn } from '../../shared/machines/names.ts';
import { tell } from '../../shared/machines/tell.ts';
import { TOLD } from './owed-loop.ts';

/** RestoreLegacy has read the request, unless it failed each time. */
const WHY = "$exists($event.reason) ? 'Why it is rolled back: ' & $event.reason";

/** In each zone, what is not as legacy was, or what the zone holds. */
const zones = (heading: string): string =>
  `$count($restore.pending) > 0 ? '${heading}: ' & $join($restore.pending.('zone ' & zoneId & ': ' & why), '; ')`;

const REFUSED = '$count($restore.notRestored) > 0';

/** All is back, and only the journal can't say so yet. */
const SERVES = '$confirm.legacyServes = true';

/** The messages of one migration. */
export class Tellings {
  readonly #scope: Construct;
  readonly #topic: ITopic;
  readonly #migration: string;
  readonly #common: { readonly runbookUrl: string; readonly machineArn: string };

  constructor(scope: Construct, topic: ITopic, { migration, runbookUrl }: MigrationSettings) {
    this.#scope = scope;
    this.#topic = topic;
    this.#migration = migration;
    this.#common = { runbookUrl, machineArn: machineArn(scope, migration, 'RollBack') };
  }

  nothingChanged(): SnsPublish {
    const migration = this.#migration;
    return tell(this.#scope, 'TellNothingChanged', this.#topic, {
      ...this.#common,
      comment: 'The migration has ended before it changed a record: people are told so.',
      subject: `${migration}: ended before any record was changed`,
      lines: [
        `$restore.underWay = '' ? 'The migration ${migration} has ended before it changed a record. Legacy serves, as before.' : 'An execution of ${migration}-Migrate has ended before it changed a record. Another one, ' & $restore.underWay & ', goes on moving the names.'`,
        "'Why: ' & $event.reason",
        `$restore.underWay = '' ? 'What to do: fix the reason, and start the machine ${migration}-Migrate again.' : 'What to do: nothing for this one. To roll the other one back start the machine ${migration}-RollBack.'`,
      ],
    });
  }

  owed(): SnsPublish {
    const migration = this.#migration;
    return tell(this.#scope, 'TellRollBackOwed', this.#topic, {
      ...this.#common,
      comment: 'Legacy does not serve every name yet: people are told, once each few hours.',
      subject: jsonata(
        `${REFUSED} ? '${migration}: ROLLBACK INCOMPLETE, act now' : ${SERVES} ? '${migration}: ROLLBACK OWED, legacy serves but the journal does not say so' : '${migration}: ROLLBACK OWED, tried again until legacy serves'`,
      ),
      assign: TOLD,
      lines: [
        `${SERVES} ? 'The names of the migration ${migration} are back on legacy. The journal cannot say so yet, so the rollback is not over, and no other migration starts. It is tried again by itself.' : 'The rollback of the migration ${migration} is not done yet: names may still answer with the cluster. It is tried again by itself until legacy serves.'`,
        WHY,
        `${REFUSED} ? 'NOT restored, because Route 53 refuses it: ' & $join($restore.notRestored.(name & ': ' & why), '; ')`,
        zones('Not back yet'),
        "$count($confirm.reasons) > 0 ? 'Found when it was read back: ' & $join($confirm.reasons, '; ')",
        `$exists($failure.error) ? 'What failed: ' & $failure.state & ': ' & $failure.error & ': ' & ${plainText('$failure.cause')}`,
        `${REFUSED} ? 'What to do: take away what Route 53 names at each: a record set of another type beside a CNAME, or a protection, after asking its owner. Where a health check is gone, put the record back by hand, without it or with another. The rollback finishes by itself then.' : 'What to do: see which of AWS is away, and stop whoever else writes the zone. The rollback finishes by itself then. Where that takes too long, put the records back by hand as the runbook says.'`,
      ],
    });
  }

  unrestorable(): SnsPublish {
    const migration = this.#migration;
    return tell(this.#scope, 'TellUnrestorable', this.#topic, {
      ...this.#common,
      comment:
        'What legacy was is kept nowhere any more, and a zone says that it was moved: only people can restore it.',
      subject: `${migration}: CANNOT BE ROLLED BACK, restore legacy by hand now`,
      lines: [
        `'The migration ${migration} cannot be rolled back by this software. Names may answer with the cluster.'`,
        "'What is missing: ' & $restore.reason",
        WHY,
        zones('What the zones hold'),
        "'What to do: put the records back by hand now, as the runbook says.'",
      ],
    });
  }
}
