import { join } from 'node:path';
import { MIGRATE } from '../../lambdas/migration/contract/states.ts';
import { handlersIn } from '../../lib/shared/functions/bundle.ts';
import { isMutation } from '../../rehearsal/checks/access-level.ts';
import { functionStatements, ownActionsOf } from './support/policies.ts';
import { checkedShopTemplate } from './support/shop-templates.ts';

const rights = functionStatements(checkedShopTemplate());

const HANDLERS = handlersIn(join(import.meta.dirname, '../../lambdas'));

/** Several functions may be of one state: `ProbeDatabases2`. */
const stateOf = (name: string) => name.replace(/\d+$/, '');

const FUNCTIONS = [...rights.keys()].filter((name) => HANDLERS.get(stateOf(name))?.includes('/preflight/'));

/** What a check may change, beside what Lambda itself does with a function's role in a subnet. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  // Whether a key can be used shows only in use.
  [MIGRATE.verifyKms]: ['kms:Decrypt', 'kms:Encrypt'],
  // Lambda has no right of its own for a dry run of a function.
  [MIGRATE.verifyHooks]: ['lambda:InvokeFunction'],
  // IAM counts it as writing; the secret of a login may be encrypted with a key of one's own.
  [MIGRATE.logInToDatabases]: ['kms:Decrypt'],
  // It may provision the bucket, but not in a dry run.
  [MIGRATE.provisionStateBucket]: [
    's3:PutBucketOwnershipControls',
    's3:PutBucketPolicy',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration',
  ],
};

/** Lambda puts a function into a subnet with that function's role; reading by a lent role begins with becoming it. */
const OF_EACH = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:UnassignPrivateIpAddresses',
  'sts:AssumeRole',
];

it('finds the functions of preflight', () => {
  expect(FUNCTIONS).toEqual(expect.arrayContaining(['VerifyDns', 'VerifyRds', 'ProbeDatabases1']));
});

describe('What preflight may call changes nothing', () => {
  it.each(FUNCTIONS)('in %s', async (name) => {
    const statements = rights.get(name) ?? [];
    const changing: string[] = [];
    for (const action of ownActionsOf(statements))
      if (!OF_EACH.includes(action) && (await isMutation(action))) changing.push(action);
    expect([...new Set(changing)].toSorted()).toEqual(MAY[stateOf(name)] ?? []);
  });
});
