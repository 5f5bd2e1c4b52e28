import { mastersStatusSchema } from '../../lambdas/masters/runtime/status-schema.ts';
import { ask } from './ask.ts';
import { type Access, clientsFor } from './clients.ts';
import { mastersLines, mastersNews } from './masters-text.ts';
import { type Output, type ShowOptions, show } from './show.ts';
import { findMasters, type WantedMasters } from './stack.ts';

export async function showMasters(
  { json, watch, every, ...where }: WantedMasters & Access & ShowOptions,
  output: Output,
): Promise<number> {
  const { cloudFormation, lambda } = clientsFor(where);
  const deployed = await findMasters(cloudFormation, where);
  const shown = {
    ask: () => ask(lambda, deployed, mastersStatusSchema),
    lines: mastersLines,
    news: mastersNews,
    // Masters are kept for as long as the stack is there.
    isOver: () => false,
  };
  return await show(shown, { json, watch, every }, output);
}
