import type { MigrationStatus } from '../../lambdas/migration/contract/status.ts';
import { statusSchema } from '../../lambdas/migration/runtime/status-schema.ts';
import { ask } from './ask.ts';
import { type Access, clientsFor } from './clients.ts';
import { type Output, type ShowOptions, show } from './show.ts';
import { findMigration, type Wanted } from './stack.ts';
import { statusLines, statusNews } from './status-text.ts';

const OVER: readonly MigrationStatus['phase'][] = ['closed', 'rolled-back'];

export async function showMigration(
  { json, watch, every, ...where }: Wanted & Access & ShowOptions,
  output: Output,
): Promise<number> {
  const { cloudFormation, lambda } = clientsFor(where);
  const deployed = await findMigration(cloudFormation, where);
  const shown = {
    ask: () => ask(lambda, deployed, statusSchema),
    lines: statusLines,
    news: statusNews,
    isOver: ({ phase }: MigrationStatus) => OVER.includes(phase),
  };
  return await show(shown, { json, watch, every }, output);
}
