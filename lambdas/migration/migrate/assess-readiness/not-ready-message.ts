import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { type ReadinessFacts, summaryOf } from '../../domain/readiness/readiness-facts.ts';
import { blockingSections } from '../../domain/readiness/report.ts';

/** Reports that a run did not begin, and what must be fixed. @param report address of the report */
export function notReadyMessage(
  facts: ReadinessFacts,
  runbookUrl: MigrationSettings['runbookUrl'],
  report: string,
): Message {
  const { migration, account, region } = facts.settings;
  return compose(`${migration}: not ready, the migration did not start`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) did not start.`,
      lines: [summaryOf(facts), 'No record was changed. All traffic is on legacy, as before.'],
    },
    ...blockingSections(facts.findings),
    {
      heading: 'What to do next',
      lines: ['Fix it, check with a dry run ({"dryRun": true}), then start Migrate again.'],
    },
    {
      heading: 'Links',
      lines: [
        `Report: ${report}`,
        ...linkLine('Migration', facts.run.arn),
        ...runbookLine(runbookUrl, MIGRATE.assessReadiness),
      ],
    },
  ]);
}
