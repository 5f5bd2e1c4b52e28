import { AssumeRoleCommand, type Credentials, type STSClient } from '@aws-sdk/client-sts';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { ZoneRole } from '../contract/settings.ts';

const { given } = answersOf('STS');

/** Who assumes a role, and as what. */
export interface Assuming {
  readonly role: ZoneRole;
  readonly sessionName: string;
  /** The account of the functions, which the role must trust. */
  readonly account: string;
}

/** Credentials that end, in the form in which the SDK refreshes them: five minutes before they do. */
export interface EndingCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/**
 * Credentials of the role for an hour, which is the longest where one role assumes another one.
 * @throws RoleNotAssumed, UnreadableAnswer, TransientFailure
 */
export async function assumeRole(sts: STSClient, assuming: Assuming): Promise<EndingCredentials> {
  const subject = `AssumeRole of ${assuming.role.arn}`;
  const credentials = await credentialsBy(sts, assuming);
  return {
    accessKeyId: given(credentials.AccessKeyId, subject, 'AccessKeyId'),
    secretAccessKey: given(credentials.SecretAccessKey, subject, 'SecretAccessKey'),
    sessionToken: given(credentials.SessionToken, subject, 'SessionToken'),
    expiration: given(credentials.Expiration, subject, 'Expiration'),
  };
}

async function credentialsBy(sts: STSClient, assuming: Assuming): Promise<Partial<Credentials>> {
  const { role, sessionName } = assuming;
  const command = new AssumeRoleCommand({
    RoleArn: role.arn,
    RoleSessionName: sessionName,
    ...(role.externalId !== undefined && { ExternalId: role.externalId }),
  });
  try {
    const answer = await namingTransients(`STS AssumeRole of ${role.arn}`, () => sts.send(command));
    return answer.Credentials ?? {};
  } catch (error) {
    if (!(error instanceof Error) || error.name === ERRORS.transient) throw error;
    throw new NamedError(ERRORS.roleNotAssumed, whyNot(assuming, error), { cause: error });
  }
}

/** STS gives the same answer for a role that isn't there as for one that doesn't trust the caller. */
function whyNot({ role, account }: Assuming, { name, message }: Error): string {
  const secret =
    role.externalId === undefined ? 'without an external id' : `with the external id '${role.externalId}'`;
  return (
    `The role ${role.arn} can't be assumed. It must exist, and its trust policy must let the functions of account ${account} ` +
    `assume it ${secret}: docs/configuration.md, "Zones in another account". STS answered: ${name}: ${message}`
  );
}
