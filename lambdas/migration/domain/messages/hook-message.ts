/** The message about a hook after the rollback that doesn't say pass. */
import { linkLine, runbookLine } from '../../../shared/contract/links.ts';
import { compose } from '../../../shared/domain/compose.ts';
import type { Message } from '../../../shared/domain/message.ts';
import { HOOKS } from '../../contract/hooks.ts';
import type { MigrationSettings } from '../../contract/settings.ts';

export interface HookFacts {
  readonly settings: Pick<MigrationSettings, 'migration' | 'account' | 'region' | 'runbookUrl'>;
  readonly reasons: readonly string[];
  /** ARN of the execution of RollBack. */
  readonly rollBack: string;
}

export function hookMessage({ settings, reasons, rollBack }: HookFacts): Message {
  const { migration, account, region, runbookUrl } = settings;
  return compose(`${migration}: the hook after the rollback did not say pass`, [
    {
      heading: `Migration ${migration} (account ${account}, ${region}) was rolled back: legacy serves. The hook after it did not say pass.`,
      lines: reasons,
    },
    {
      heading: 'What to do',
      lines: [
        'Do what the hook should have done, or start it yourself. It is not asked again. No name is affected.',
      ],
    },
    {
      heading: 'Links',
      lines: [...linkLine('RollBack', rollBack), ...runbookLine(runbookUrl, HOOKS.afterRollback)],
    },
  ]);
}
