import type { Mutant } from './mutant.ts';

const STATEMENTS = 'lib/migration/iam/zone-statements.ts';
const PERMISSIONS = ['test/synth/permissions'];
const RECORDS = ['test/synth/migration/record-rights'];

/** A role may do more than its function has to. */
export const ROLE_MUTANTS: readonly Mutant[] = [
  {
    invariant: 8,
    what: 'records may be overwritten by UPSERT',
    file: STATEMENTS,
    from: "['CREATE', 'DELETE'],",
    to: "['CREATE', 'DELETE', 'UPSERT'],",
    tests: RECORDS,
  },
  {
    invariant: 8,
    what: 'name servers may be changed',
    file: STATEMENTS,
    from: "'CNAME', 'TXT'],",
    to: "'CNAME', 'TXT', 'NS'],",
    tests: RECORDS,
  },
  {
    invariant: 8,
    what: 'a request that says nothing of its records slips through',
    file: STATEMENTS,
    from: "    ...Object.values(KEY).map((key) => ({ Null: { [key]: 'true' } })),\n",
    to: '',
    tests: RECORDS,
  },
  {
    invariant: 8,
    what: 'the names of a zone may be changed in every zone',
    file: 'lib/migration/iam/zone-policies.ts',
    from: "route53Arn(scope, 'hostedzone', id)",
    to: "route53Arn(scope, 'hostedzone', '*')",
    tests: RECORDS,
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
    file: 'lib/migration/iam/permission-sets.ts',
    from: 'const GATHER_EVIDENCE = [\n',
    to: 'const GATHER_EVIDENCE = [\n  may.changeRecords,\n',
    tests: RECORDS,
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
    from: 'resources: invokes.flatMap((state) => functions.allOf(state)).map(({ lambda }) => lambda.functionArn),',
    to: "resources: invokes.length > 0 ? ['*'] : [],",
    tests: PERMISSIONS,
  },
];
