/**
 * The hooks' id in CloudFormation, from when the stack is made until it is removed. In an update, only the id shows which
 * cluster was deployed first: when CloudFormation rolls a refused update back, it passes that one's properties as the old
 * ones.
 */

import { NamedError } from '../../../shared/domain/named-error.ts';
import { ERRORS } from '../../contract/errors.ts';
import type { MastersSettings } from '../../contract/settings.ts';

/** No name of a stack or a cluster has it. */
const BETWEEN = '/';

export function idOf({ name, cluster }: MastersSettings): string {
  return `${name}-hooks${BETWEEN}${cluster}`;
}

/**
 * @param asked the cluster of an update
 * @throws InvalidInput where the hooks were put for another one
 */
export function requireSameCluster(id: string, asked: string): void {
  const [, own = asked] = id.split(BETWEEN);
  if (own === asked) return;
  throw new NamedError(
    ERRORS.invalidInput,
    `cluster: this stack keeps the masters of ${own}, and cannot switch to those of ${asked}: its hooks would stay on the groups of ${own}, and nobody would handle the masters that wait in them. No hook was changed. Deploy ${asked} under another \`name\`, or delete this stack first.`,
  );
}
