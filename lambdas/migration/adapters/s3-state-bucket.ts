import {
  BucketAlreadyExists,
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
  type LifecycleRule as S3LifecycleRule,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { BucketFound, LifecycleRule, PublicAccessBlock, StateBucket } from '../ports/state-bucket.ts';

export interface StateBucketAddress {
  readonly name: string;
  /** The account that must own it. */
  readonly account: string;
  /** Of the client: where a missing one is made. An existing one may be anywhere. */
  readonly region: string;
}

/** The kops state bucket in S3. */
export class S3StateBucket implements StateBucket {
  readonly name: string;
  readonly #client: S3Client;
  readonly #region: string;
  readonly #where: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor({ name, account, region }: StateBucketAddress, client: S3Client) {
    this.name = name;
    this.#client = client;
    this.#region = region;
    this.#where = { Bucket: name, ExpectedBucketOwner: account };
  }

  async find(): Promise<BucketFound> {
    try {
      const { BucketRegion } = await this.#client.send(new HeadBucketCommand(this.#where));
      return { kind: 'ours', region: BucketRegion ?? this.#region };
    } catch (error) {
      // HEAD has no body to name the error in, so the status is all there is.
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 404) return { kind: 'absent' };
      if (status === 403) return { kind: 'not-ours', message: 'S3 answers 403 Forbidden' };
      throw error;
    }
  }

  async create(): Promise<'created' | 'taken'> {
    try {
      // The client adds where: its own Region.
      const ObjectOwnership = 'BucketOwnerEnforced';
      await this.#client.send(new CreateBucketCommand({ Bucket: this.name, ObjectOwnership }));
    } catch (error) {
      if (error instanceof BucketAlreadyExists) return 'taken';
      if (!(error instanceof BucketAlreadyOwnedByYou)) throw error;
    }
    return 'created';
  }

  async versioning(): Promise<string | undefined> {
    return (await this.#client.send(new GetBucketVersioningCommand(this.#where))).Status;
  }

  async enableVersioning(): Promise<void> {
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await this.#client.send(new PutBucketVersioningCommand({ ...this.#where, VersioningConfiguration }));
  }

  encryption(): Promise<string | undefined> {
    return orUnset('ServerSideEncryptionConfigurationNotFoundError', async () => {
      const answer = await this.#client.send(new GetBucketEncryptionCommand(this.#where));
      const [rule] = answer.ServerSideEncryptionConfiguration?.Rules ?? [];
      return rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm;
    });
  }

  async encryptByDefault(): Promise<void> {
    const ServerSideEncryptionConfiguration = {
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }],
    };
    await this.#client.send(
      new PutBucketEncryptionCommand({ ...this.#where, ServerSideEncryptionConfiguration }),
    );
  }

  publicAccessBlock(): Promise<PublicAccessBlock | undefined> {
    return orUnset('NoSuchPublicAccessBlockConfiguration', async () => {
      const answer = await this.#client.send(new GetPublicAccessBlockCommand(this.#where));
      const block = answer.PublicAccessBlockConfiguration;
      return {
        blockPublicAcls: block?.BlockPublicAcls ?? false,
        ignorePublicAcls: block?.IgnorePublicAcls ?? false,
        blockPublicPolicy: block?.BlockPublicPolicy ?? false,
        restrictPublicBuckets: block?.RestrictPublicBuckets ?? false,
      };
    });
  }

  async blockPublicAccess(): Promise<void> {
    const PublicAccessBlockConfiguration = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    };
    await this.#client.send(
      new PutPublicAccessBlockCommand({ ...this.#where, PublicAccessBlockConfiguration }),
    );
  }

  ownership(): Promise<string | undefined> {
    return orUnset('OwnershipControlsNotFoundError', async () => {
      const answer = await this.#client.send(new GetBucketOwnershipControlsCommand(this.#where));
      return answer.OwnershipControls?.Rules?.[0]?.ObjectOwnership;
    });
  }

  async enforceOwner(): Promise<void> {
    const OwnershipControls = { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' as const }] };
    await this.#client.send(new PutBucketOwnershipControlsCommand({ ...this.#where, OwnershipControls }));
  }

  policy(): Promise<string | undefined> {
    return orUnset('NoSuchBucketPolicy', async () => {
      return (await this.#client.send(new GetBucketPolicyCommand(this.#where))).Policy;
    });
  }

  async setPolicy(Policy: string): Promise<void> {
    await this.#client.send(new PutBucketPolicyCommand({ ...this.#where, Policy }));
  }

  async lifecycleRules(): Promise<readonly LifecycleRule[]> {
    const rules = await orUnset('NoSuchLifecycleConfiguration', async () => {
      return (await this.#client.send(new GetBucketLifecycleConfigurationCommand(this.#where))).Rules;
    });
    return (rules ?? []).map(lifecycleRule);
  }
}

function lifecycleRule(rule: S3LifecycleRule): LifecycleRule {
  const { Days, Date: date } = rule.Expiration ?? {};
  return {
    id: rule.ID ?? 'without an id',
    enabled: rule.Status !== 'Disabled',
    expiresCurrent: Days !== undefined || date !== undefined,
    movesCurrentTo: (rule.Transitions ?? []).flatMap(({ StorageClass }) => StorageClass ?? []),
  };
}

/** "Nothing is set" is one error by name; every other one is thrown on. */
async function orUnset<T>(unsetError: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === unsetError) return undefined;
    throw error;
  }
}
