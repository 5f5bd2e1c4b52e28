/** STS's limits for the name of a role's session. Source: RoleSessionName in the AssumeRole API reference. */
const LONGEST = 64;
const SHORTEST = 2;
const NOT_ALLOWED = /[^\w+=,.@-]/g;

/**
 * What the owner of a role sees in CloudTrail of those who use it: the migration and the execution that calls, as far as
 * STS lets a name tell. Names of executions may be longer, and have other characters.
 * @param execution ARN; undefined for what no machine calls
 */
export function sessionName(migration: string, execution: string | undefined): string {
  const name = [migration, execution?.split(':').at(-1) ?? ''].filter((part) => part !== '').join('.');
  return name.replace(NOT_ALLOWED, '-').slice(0, LONGEST).padEnd(SHORTEST, '-');
}
