import type { IConstruct } from 'constructs';
import { ConfigError, type Problem } from './config/config-error.ts';

/** Who has what, for each app. */
const taken = new WeakMap<IConstruct, Map<string, string>>();

interface Owned {
  /** After which its machines, functions and alarms are named. */
  readonly name: string;
  /** Whose masters it keeps. */
  readonly cluster?: string;
}

type Field = keyof Owned;

interface Claim {
  readonly account: string;
  readonly region: string;
  /** E.g. `migration 'shop'`. */
  readonly subject: string;
  readonly own: Owned;
}

/** What a second one would come to. */
const WHY: Readonly<Record<Field, string>> = {
  name: 'machines, functions and alarms are named after it',
  cluster: 'each has its own lease, so two could release two masters at the same time',
};

const FIX: Readonly<Record<Field, (value: string) => string>> = {
  name: (value) => `'${value}-2', for example, in one of the two`,
  cluster: (value) => `'${value}' in one of the two; remove the other one, or give it another cluster`,
};

/**
 * A name, and the masters of a cluster, belong to one construct of an account and region. A second one of a name would fail
 * half-way in its deployment, at the first machine that is there already; a second one of a cluster would not fail at all.
 * @throws ConfigError naming both places
 */
export function claim(construct: IConstruct, { account, region, subject, own }: Claim): void {
  const { root } = construct.node;
  const path = pathOf(construct);
  const owners = taken.get(root) ?? new Map<string, string>();
  taken.set(root, owners);
  const place = `${account}/${region}`;
  const claims = (['name', 'cluster'] as const).flatMap((field) => {
    const value = own[field];
    return value === undefined ? [] : [{ field, value, key: `${place} ${field} ${value}` }];
  });
  const problems = claims.flatMap(({ field, value, key }): Problem[] => {
    const other = owners.get(key);
    if (other === undefined) return [];
    return [
      {
        path: field,
        value: `'${value}', in ${path}`,
        expected: `another ${field} than ${other} of this app has in ${place}: ${WHY[field]}`,
        fix: FIX[field](value),
      },
    ];
  });
  if (problems.length > 0) throw new ConfigError(subject, problems);
  for (const { key } of claims) owners.set(key, path);
}

/** As CDK makes ids of it: `Default` is left out, which a stack calls what is all of it. */
function pathOf({ node }: IConstruct): string {
  return node.path.replace(/\/Default$/, '');
}
