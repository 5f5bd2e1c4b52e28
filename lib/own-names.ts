import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { ConfigError } from './config/config-error.ts';

/** Who has which name, for each app. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

interface Claim {
  /** After which the stack's machines, functions and alarms are named. */
  readonly name: string;
  readonly account: string;
  readonly region: string;
  /** E.g. `migration 'shop'`. */
  readonly subject: string;
}

/**
 * A name belongs to one stack of an account and region: a second one would fail half-way in its deployment, at the
 * first machine that is there already.
 * @throws ConfigError naming both stacks
 */
export function claimName(stack: Stack, { name, account, region, subject }: Claim): void {
  const { root, path } = stack.node;
  const names = taken.get(root) ?? new Map<string, string>();
  taken.set(root, names);
  const key = `${account}/${region}/${name}`;
  const other = names.get(key);
  if (other !== undefined)
    throw new ConfigError(subject, [
      {
        path: 'name',
        value: `'${name}', in the stack ${path}`,
        expected: `another name than the stack ${other} of this app has in ${account}/${region}: machines, functions and alarms are named after it`,
        fix: `'${name}-2', for example, in one of the two`,
      },
    ]);
  names.set(key, path);
}
