import { called } from '#own';
import { AppRefused } from '../app/choose.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

interface DeployedTo {
  readonly stack: { readonly name: string };
  readonly settings: { readonly account: string };
}

/** @throws AppRefused if the snapshot is of other accounts */
export function requireAccountOf(
  { stack, settings: { account } }: DeployedTo,
  { folder, accounts }: Pick<Snapshot, 'folder' | 'accounts'>,
): void {
  if (accounts.includes(account)) return;
  const whose = accounts.length === 0 ? 'is empty' : `is of the account ${accounts.join(', ')}`;
  throw new AppRefused(
    `The snapshot ${folder} ${whose}, and the stack ${stack.name} is deployed to ${account}. Take one there: ${called('snapshot', '--help')}`,
  );
}
