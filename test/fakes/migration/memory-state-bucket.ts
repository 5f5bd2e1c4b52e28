import type {
  BucketFound,
  LifecycleRule,
  PublicAccessBlock,
  StateBucket,
} from '../../../lambdas/migration/ports/state-bucket.ts';

const BLOCKED: PublicAccessBlock = {
  blockPublicAcls: true,
  ignorePublicAcls: true,
  blockPublicPolicy: true,
  restrictPublicBuckets: true,
};

type Method = Exclude<keyof StateBucket, 'name'>;

/**
 * A bucket in memory. A new one is as S3 makes it since April 2023: encrypted, owner enforced, public access
 * blocked, and nothing else. Reading or setting anything of a bucket that isn't there is an error, as in S3.
 */
export class MemoryStateBucket implements StateBucket {
  readonly name = 'kops-state-shop';
  found: BucketFound = { kind: 'absent' };
  /** Whoever else makes the bucket in the meantime. */
  takenMeanwhile = false;
  readonly is: {
    versioning: string | undefined;
    encryption: string | undefined;
    publicAccessBlock: PublicAccessBlock | undefined;
    ownership: string | undefined;
    policy: string | undefined;
    rules: LifecycleRule[];
  } = {
    versioning: undefined,
    encryption: 'AES256',
    publicAccessBlock: BLOCKED,
    ownership: 'BucketOwnerEnforced',
    policy: undefined,
    rules: [],
  };
  /** What was changed, in order. */
  readonly changes: string[] = [];
  /** Thrown by the method of this name. */
  readonly failures = new Map<Method, Error>();

  async find(): Promise<BucketFound> {
    this.#mayFail('find');
    return this.found;
  }

  async create(): Promise<'created' | 'taken'> {
    this.#mayFail('create');
    if (this.takenMeanwhile) return 'taken';
    this.found = { kind: 'ours', region: 'us-west-1' };
    this.changes.push('create');
    return 'created';
  }

  versioning = () => this.#read('versioning', this.is.versioning);
  encryption = () => this.#read('encryption', this.is.encryption);
  publicAccessBlock = () => this.#read('publicAccessBlock', this.is.publicAccessBlock);
  ownership = () => this.#read('ownership', this.is.ownership);
  policy = () => this.#read('policy', this.is.policy);
  lifecycleRules = () => this.#read('lifecycleRules', this.is.rules);

  enableVersioning = () => this.#set('enableVersioning', { versioning: 'Enabled' });
  encryptByDefault = () => this.#set('encryptByDefault', { encryption: 'AES256' });
  blockPublicAccess = () => this.#set('blockPublicAccess', { publicAccessBlock: BLOCKED });
  enforceOwner = () => this.#set('enforceOwner', { ownership: 'BucketOwnerEnforced' });
  setPolicy = (policy: string) => this.#set('setPolicy', { policy });

  async #read<T>(method: Method, value: T): Promise<T> {
    this.#mustExist(method);
    return value;
  }

  async #set(method: Method, values: Partial<MemoryStateBucket['is']>): Promise<void> {
    this.#mustExist(method);
    Object.assign(this.is, values);
    this.changes.push(method);
  }

  #mustExist(method: Method): void {
    this.#mayFail(method);
    if (this.found.kind !== 'ours') throw new Error('NoSuchBucket');
  }

  #mayFail(method: Method): void {
    const failure = this.failures.get(method);
    if (failure) throw failure;
  }
}
