import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import type { MigrationSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { blockingChanges } from '../../domain/readiness/comparison.ts';
import { inBrief, inFull } from '../../domain/readiness/judged-finding.ts';
import { type ReadinessFacts, summaryOf } from '../../domain/readiness/readiness-facts.ts';

/** Reports what has changed of what blocks since the last report; undefined where nothing has. @param report its address */
export function changesMessage(
  facts: ReadinessFacts,
  runbookUrl: MigrationSettings['runbookUrl'],
  report: string,
): Message | undefined {
  const { new: appeared, gone } = blockingChanges(facts.findings, facts.last);
  if (appeared.length + gone.length === 0) return undefined;
  const { migration, account, region } = facts.settings;
  return compose(`${migration}: preflight has changed, ${appeared.length} new, ${gone.length} gone`, [
    {
      heading: `What blocks the migration ${migration} (account ${account}, ${region}) has changed.`,
      lines: [summaryOf(facts), 'The migration has not started. A daily dry run found this.'],
    },
    { heading: 'New', lines: appeared.map(inFull) },
    { heading: 'Gone', lines: gone.map(inBrief) },
    {
      heading: 'What to do next',
      lines: [appeared.length > 0 ? 'Fix what is new. The next dry run checks it again.' : 'No action.'],
    },
    {
      heading: 'Links',
      lines: [
        `Report: ${report}`,
        ...linkLine('Dry run', facts.run.arn),
        ...runbookLine(runbookUrl, MIGRATE.assessReadiness),
      ],
    },
  ]);
}
