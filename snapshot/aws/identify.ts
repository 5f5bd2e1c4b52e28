/** Whose credentials are there: before anything is read, those of all accounts are tried. */
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { isDenial, isUnreached, SnapshotNotTaken } from '../source/trouble.ts';
import type { AccountWanted } from '../wanted/wanted.ts';
import { type Asking, AwsClients, type Identity } from './clients.ts';

export interface Profiles {
  readonly byAccount: ReadonlyMap<string, string>;
  /** Of all others; '' for the credentials that the CLI would take. */
  readonly general: string;
}

const SESSION = 'kops-cutover-snapshot';

/** The roles that must be assumed: of accounts for which no profile is named. */
export function rolesAssumed(accounts: readonly AccountWanted[], { byAccount }: Profiles): readonly string[] {
  return accounts.flatMap(({ account, role }) => (role && !byAccount.has(account) ? role.arn : []));
}

/**
 * The credentials for each account: of a profile, or else those of the role by which the functions reach it, or the general
 * ones.
 * @param options more than that of the clients, for tests
 * @throws SnapshotNotTaken with what is wrong for each account
 */
export async function identitiesFor(
  accounts: readonly AccountWanted[],
  profiles: Profiles,
  asking: Asking,
  options: object = {},
): Promise<ReadonlyMap<string, Identity>> {
  const identities = new Map<string, Identity>();
  const wrong: string[] = [];
  for (const account of accounts) {
    const identity = identityFor(account, profiles, asking, options);
    const problem = await problemWith(account, identity, asking, options);
    if (problem === undefined) identities.set(account.account, identity);
    else wrong.push(problem);
  }
  if (wrong.length > 0) throw new SnapshotNotTaken(wrong.join('\n'));
  return identities;
}

function identityFor(
  { account, role, region }: AccountWanted,
  { byAccount, general }: Profiles,
  asking: Asking,
  options: object,
): Identity {
  const named = byAccount.get(account);
  if (named !== undefined) return { profile: named };
  const own: Identity = general === '' ? {} : { profile: general };
  if (!role) return own;
  return {
    role: role.arn,
    credentials: async () => {
      const clients = new AwsClients(region, own, asking, options);
      try {
        const command = new AssumeRoleCommand({
          RoleArn: role.arn,
          RoleSessionName: SESSION,
          ...(role.externalId !== undefined && { ExternalId: role.externalId }),
        });
        const { Credentials } = await clients.of('sts').send(command);
        return {
          accessKeyId: Credentials?.AccessKeyId ?? '',
          secretAccessKey: Credentials?.SecretAccessKey ?? '',
          sessionToken: Credentials?.SessionToken ?? '',
          ...(Credentials?.Expiration && { expiration: Credentials.Expiration }),
        };
      } finally {
        clients.close();
      }
    },
  };
}

/** In one line, with what to do. */
async function problemWith(
  wanted: AccountWanted,
  identity: Identity,
  asking: Asking,
  options: object,
): Promise<string | undefined> {
  const { account, region } = wanted;
  const clients = new AwsClients(region, identity, asking, options);
  try {
    const { Account, Arn } = await clients.of('sts').send(new GetCallerIdentityCommand());
    if (Account === account) return undefined;
    return `Account ${account}: the credentials are of account ${Account} (${Arn}). Name a profile of ${account}: ${option(account)}`;
  } catch (error) {
    asking.signal.throwIfAborted();
    return `Account ${account}: ${whyUnknown(error as Error, wanted, identity)}`;
  } finally {
    clients.close();
  }
}

function whyUnknown(error: Error, { account, role }: AccountWanted, { profile }: Identity): string {
  const { name, message } = error;
  if (isUnreached(error)) return `AWS could not be reached (${message}). Run the command again.`;
  if (isDenial(error) && role)
    return `these credentials may not assume ${role.arn}, the role of its zones, which may be for the functions alone. Name a profile of ${account}: ${option(account)}`;
  if (name !== 'CredentialsProviderError')
    return `AWS refuses the credentials (${name}: ${message}). Sign in again (aws sso login), or name another profile: ${option(account)}`;
  if (profile !== undefined)
    return `the profile ${profile} gives no credentials (${message}). Sign in (aws sso login --profile ${profile}), or name one of those that aws configure list-profiles shows`;
  return `there are no credentials (${message}). Sign in (aws sso login), or name a profile: ${option(account)}`;
}

function option(account: string): string {
  return `--profile ${account}=<name>`;
}
