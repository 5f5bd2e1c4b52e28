import { askStatus } from './ask-status.ts';
import { type Access, clientsFor } from './clients.ts';
import { findMigration, type Wanted } from './stack.ts';
import { statusLines } from './status-text.ts';
import { EXIT } from './trouble.ts';

export interface ShowOptions extends Wanted, Access {
  readonly json: boolean;
}

export async function showStatus(
  { json, ...where }: ShowOptions,
  say: (line: string) => void,
  warn: (line: string) => void,
): Promise<number> {
  const clients = clientsFor(where);
  const deployed = await findMigration(clients.cloudFormation, where);
  const { status, otherVersion } = await askStatus(clients.lambda, deployed);
  if (otherVersion !== undefined) warn(otherVersion);
  for (const line of json ? [JSON.stringify(status, null, 2)] : statusLines(status)) say(line);
  return status.unread.length === 0 ? EXIT.done : EXIT.failed;
}
