/** The IAM policy with which a snapshot can be taken: it allows the calls that are made, and no others. */
import type { Right } from './calls/call.ts';
import { callsOf } from './parts/index.ts';
import type { AccountWanted } from './wanted/wanted.ts';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * A statement for each set of resources.
 * @param assumed ARNs of roles by which other accounts are read
 */
export function policyFor(account: AccountWanted, assumed: readonly string[] = []): PolicyDocument {
  const rights: readonly Right[] = [
    ...[...callsOf(account)].flatMap((call) => call.rights),
    { actions: ['sts:AssumeRole'], on: () => assumed },
  ];
  const allowed = rights.map(({ actions, on }) => ({
    actions,
    resources: [...new Set(on(account).map(withoutTokens))].toSorted(),
  }));
  const byResources = Map.groupBy(
    allowed.filter(({ resources }) => resources.length > 0),
    ({ resources }) => JSON.stringify(resources),
  );
  const statements = [...byResources.values()].map((group) => ({
    Effect: 'Allow' as const,
    Action: [...new Set(group.flatMap(({ actions }) => actions))].toSorted(),
    Resource: group[0]?.resources ?? [],
  }));
  return { Version: '2012-10-17', Statement: statements };
}

/** A value of deploy time may be any. */
function withoutTokens(resource: string): string {
  return resource.replace(/\$\{Token\[\d+\]\}/g, '*');
}
