import type { Mutant } from './mutant.ts';

const CHANGES = 'lib/migration/iam/zone-changes.ts';
const PERMISSIONS = ['test/synth/permissions'];

/** A role may do more than its function has to. */
export const ROLE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 8,
    what: 'records may be overwritten by UPSERT',
    file: CHANGES,
    from: "const ACTIONS = ['CREATE', 'DELETE'];",
    to: "const ACTIONS = ['CREATE', 'DELETE', 'UPSERT'];",
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'name servers may be changed',
    file: CHANGES,
    from: "'CNAME', 'TXT'];",
    to: "'CNAME', 'TXT', 'NS'];",
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'a request that says nothing of its records slips through',
    file: CHANGES,
    from: "      Null: { [KEY.names]: 'false', [KEY.types]: 'false', [KEY.actions]: 'false' },\n",
    to: '',
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'records may be changed in every zone',
    file: CHANGES,
    from: 'resourceName: id,',
    to: "resourceName: id.replace(/.+/, '*'),",
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'the journals of other migrations may be written',
    file: 'lib/shared/iam/common.ts',
    from: "      { conditions: { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': [name] } } },\n",
    to: '',
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'who judges may change records',
    file: 'lib/migration/functions/catalog.ts',
    from: 'const GATHER_EVIDENCE = [\n',
    to: 'const GATHER_EVIDENCE = [\n  may.changeRecords,\n',
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'any execution in the account may be stopped',
    file: 'lib/migration/iam/permissions.ts',
    from: "allow(['states:StopExecution'], [executionsOf(migrateArn)], ANY_RUN)",
    to: "allow(['states:StopExecution'], ['*'], ANY_RUN)",
    tests: PERMISSIONS,
  },
  {
    invariant: 8,
    what: 'a machine may invoke every function in the account',
    file: 'lib/shared/machines/machine.ts',
    from: 'resources: invokes.map((state) => functions.of(state).lambda.functionArn),',
    to: "resources: invokes.length > 0 ? ['*'] : [],",
    tests: PERMISSIONS,
  },
];
