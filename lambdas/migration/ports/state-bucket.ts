export type BucketFound =
  | { readonly kind: 'ours'; readonly region: string }
  | { readonly kind: 'absent' }
  /** It exists, and it is another account's or this account may not look at it: S3 doesn't say which. */
  | { readonly kind: 'not-ours'; readonly message: string };

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  /** Current objects are expired after some days or on a date. */
  readonly expiresCurrent: boolean;
  /** Storage classes that current objects move to, e.g. `GLACIER`. */
  readonly movesCurrentTo: readonly string[];
}

/** One S3 bucket. Every call insists on the bucket being this account's. Getters give undefined where nothing is set. */
export interface StateBucket {
  readonly name: string;
  find(): Promise<BucketFound>;
  /** `taken` when somebody else has the name. A bucket that this account already has counts as created. */
  create(): Promise<'created' | 'taken'>;
  /** `Enabled` or `Suspended`. */
  versioning(): Promise<string | undefined>;
  enableVersioning(): Promise<void>;
  /** `AES256`, `aws:kms`, … */
  encryption(): Promise<string | undefined>;
  encryptByDefault(): Promise<void>;
  publicAccessBlock(): Promise<PublicAccessBlock | undefined>;
  blockPublicAccess(): Promise<void>;
  /** `BucketOwnerEnforced`, `BucketOwnerPreferred`, `ObjectWriter`. */
  ownership(): Promise<string | undefined>;
  enforceOwner(): Promise<void>;
  /** JSON. */
  policy(): Promise<string | undefined>;
  setPolicy(policy: string): Promise<void>;
  lifecycleRules(): Promise<readonly LifecycleRule[]>;
}
