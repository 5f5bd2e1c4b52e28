import {
  GetResourcePolicyCommand,
  paginateListSecrets,
  type SecretListEntry,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { answersOf } from '../../shared/adapters/answers-of.ts';
import type { Statement } from '../domain/access/policy.ts';
import type { CredentialStore, StoredCredential } from '../ports/credentials.ts';
import { listedIn } from './listed-in.ts';
import { parsePolicy } from './policy-document.ts';

const { given } = answersOf('Secrets Manager');

/** What encrypts a secret without a key of its own: it isn't named then. */
const DEFAULT_KEY = 'alias/aws/secretsmanager';

/** Secrets of Secrets Manager. All are found in listings, which also have those that are scheduled for deletion. */
export class SecretsManagerSecrets implements CredentialStore {
  readonly #client: SecretsManagerClient;

  constructor(client: SecretsManagerClient) {
    this.#client = client;
  }

  async named(names: readonly string[]): Promise<readonly StoredCredential[]> {
    // The filter takes what names begin with, so each name is asked for by itself.
    const found: StoredCredential[] = [];
    for (const name of names) found.push(...(await this.below(name)).filter((each) => each.name === name));
    return found;
  }

  async below(prefix: string): Promise<readonly StoredCredential[]> {
    const pages = paginateListSecrets(
      { client: this.#client, pageSize: 100 },
      { Filters: [{ Key: 'name', Values: [prefix] }], IncludePlannedDeletion: true },
    );
    const listed = await listedIn(pages, ({ SecretList }) => SecretList ?? []);
    return listed.map(credentialOf).filter(({ name }) => name.startsWith(prefix));
  }

  async policyOf({ arn, name }: StoredCredential): Promise<readonly Statement[]> {
    const { ResourcePolicy } = await this.#client.send(new GetResourcePolicyCommand({ SecretId: arn }));
    return parsePolicy(ResourcePolicy ?? '', `the secret ${name}`);
  }
}

function credentialOf({
  Name,
  ARN,
  KmsKeyId,
  DeletedDate,
  SecretVersionsToStages,
}: SecretListEntry): StoredCredential {
  const name = given(Name, 'a secret', 'Name');
  return {
    name,
    arn: given(ARN, `the secret ${name}`, 'ARN'),
    key: KmsKeyId ?? DEFAULT_KEY,
    deletionAt: DeletedDate?.toISOString() ?? '',
    hasValue: Object.values(SecretVersionsToStages ?? {}).some((stages) => stages.includes('AWSCURRENT')),
  };
}
