import { AppRefused } from '../app/choose.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

interface DeployedTo {
  readonly stack: { readonly name: string };
  readonly settings: { readonly account: string };
}

/** @throws AppRefused if the snapshot is of other accounts */
export function requireAccountOf(
  { stack, settings: { account } }: DeployedTo,
  { folder, files }: Pick<Snapshot, 'folder' | 'files'>,
): void {
  const accounts = new Set([...files.keys()].map((file) => file.split('/')[0]));
  if (accounts.has(account)) return;
  const whose = accounts.size === 0 ? 'is empty' : `is of the account ${[...accounts].join(', ')}`;
  throw new AppRefused(
    `The snapshot ${folder} ${whose}, and the stack ${stack.name} is deployed to ${account}. Take one there: npm run snapshot -- --help`,
  );
}
