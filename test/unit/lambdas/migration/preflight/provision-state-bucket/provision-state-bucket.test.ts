import type { Finding } from '../../../../../../lambdas/migration/contract/findings.ts';
import type { StateBucketSettings } from '../../../../../../lambdas/migration/contract/settings.ts';
import { provisionStateBucket } from '../../../../../../lambdas/migration/preflight/provision-state-bucket/provision-state-bucket.ts';
import { MemoryStateBucket } from '../../../../../fakes/migration/memory-state-bucket.ts';

const NAME = 'kops-state-shop';
const ASPECTS = [
  'bucket-public-access',
  'bucket-ownership',
  'bucket-encryption',
  'bucket-versioning',
  'bucket-tls-only',
  'bucket-lifecycle',
];

interface Script {
  readonly settings?: Partial<StateBucketSettings>;
  readonly dryRun?: boolean;
  readonly prepare?: (bucket: MemoryStateBucket) => void;
}

async function provision({ settings = {}, dryRun = false, prepare }: Script) {
  const bucket = new MemoryStateBucket();
  prepare?.(bucket);
  const orders = {
    settings: { name: NAME, create: true, fix: false, ...settings },
    dryRun,
    partition: 'aws',
  };
  const { check, findings } = await provisionStateBucket(bucket, orders);
  expect(check).toBe('ProvisionStateBucket');
  return { bucket, findings };
}

const brief = (findings: readonly Finding[]) => findings.map(({ level, code }) => `${level} ${code}`);
const ours = (bucket: MemoryStateBucket) => {
  bucket.found = { kind: 'ours', region: 'us-west-1' };
};
/** Everything that can be wrong with a bucket. */
const neglected = (bucket: MemoryStateBucket) => {
  ours(bucket);
  const rule = { id: 'clean', enabled: true, expiresCurrent: true, movesCurrentTo: [] };
  Object.assign(bucket.is, {
    encryption: undefined,
    publicAccessBlock: undefined,
    ownership: 'ObjectWriter',
    rules: [rule],
  });
};

describe('A state bucket that is missing', () => {
  it('is made, with all that it needs, and read back', async () => {
    const { bucket, findings } = await provision({});
    expect(brief(findings)).toEqual(['pass bucket-made', ...ASPECTS.map((code) => `pass ${code}`)]);
    expect(bucket.changes).toEqual(['create', 'enableVersioning', 'setPolicy']);
    expect(bucket.is.versioning).toBe('Enabled');
    expect(JSON.parse(bucket.is.policy ?? '').Statement[0].Resource).toEqual([
      `arn:aws:s3:::${NAME}`,
      `arn:aws:s3:::${NAME}/*`,
    ]);
  });

  it('is not made by a dry run, which says what would be', async () => {
    const { bucket, findings } = await provision({ dryRun: true });
    expect(brief(findings)).toEqual(['pass bucket-would-be-made']);
    expect(bucket.changes).toEqual([]);
  });

  it('is a failure where it must not be made', async () => {
    const { bucket, findings } = await provision({ settings: { create: false } });
    expect(brief(findings)).toEqual(['fail bucket-missing']);
    expect(bucket.changes).toEqual([]);
  });

  it('is a failure where it cannot be made, and where somebody else was faster', async () => {
    const denied = await provision({
      prepare: (bucket) => bucket.failures.set('create', new Error('AccessDenied')),
    });
    expect(brief(denied.findings)).toEqual(['fail bucket-not-made']);
    expect(denied.findings[0]?.seen).toContain('AccessDenied');
    const taken = await provision({
      prepare: (bucket) => {
        bucket.takenMeanwhile = true;
      },
    });
    expect(brief(taken.findings)).toEqual(['fail bucket-somebody-elses']);
  });
});

describe('A state bucket of somebody else', () => {
  it('is a failure, and is not touched', async () => {
    const { bucket, findings } = await provision({
      settings: { fix: true },
      prepare: (it) => {
        it.found = { kind: 'not-ours', message: '403' };
      },
    });
    expect(brief(findings)).toEqual(['fail bucket-somebody-elses']);
    expect(bucket.changes).toEqual([]);
  });
});

describe('A state bucket that exists', () => {
  it('is adopted as it is, and reported on', async () => {
    const { bucket, findings } = await provision({ prepare: neglected });
    expect(brief(findings)).toEqual([
      'pass bucket-adopted',
      'fail bucket-public-access',
      'warn bucket-ownership',
      'warn bucket-encryption',
      'warn bucket-versioning',
      'warn bucket-tls-only',
      'fail bucket-lifecycle',
    ]);
    expect(bucket.changes).toEqual([]);
    expect(findings.at(-1)?.seen).toContain('clean');
  });

  it('is fixed where that is allowed, but for the lifecycle, which somebody wanted', async () => {
    const { bucket, findings } = await provision({ settings: { fix: true }, prepare: neglected });
    expect(brief(findings)).toEqual([
      'pass bucket-adopted',
      ...ASPECTS.slice(0, -1).map((code) => `pass ${code}`),
      'fail bucket-lifecycle',
    ]);
    expect(findings[1]?.seen).toContain('It has now been set.');
    expect(bucket.is.rules).toHaveLength(1);
  });

  it('is not fixed by a dry run, which warns of what would be', async () => {
    const { bucket, findings } = await provision({
      settings: { fix: true },
      dryRun: true,
      prepare: neglected,
    });
    expect(brief(findings).slice(1, -1)).toEqual(ASPECTS.slice(0, -1).map((code) => `warn ${code}`));
    expect(bucket.changes).toEqual([]);
  });

  it('is left alone where nothing is missing', async () => {
    const { bucket: made } = await provision({});
    const { bucket, findings } = await provision({
      settings: { fix: true },
      prepare: (it) => {
        ours(it);
        Object.assign(it.is, made.is);
      },
    });
    expect(findings.every(({ level }) => level === 'pass')).toBe(true);
    expect(bucket.changes).toEqual([]);
  });

  it('keeps the policy that it has', async () => {
    const held = { Version: '2008-10-17', Id: 'theirs', Statement: [{ Sid: 'nodes', Effect: 'Allow' }] };
    const { bucket } = await provision({
      settings: { fix: true },
      prepare: (it) => {
        ours(it);
        it.is.policy = JSON.stringify(held);
      },
    });
    expect(JSON.parse(bucket.is.policy ?? '')).toMatchObject({
      ...held,
      Statement: [held.Statement[0], { Sid: 'KopsCutoverTlsOnly' }],
    });
  });

  it('reports what could not be set, and sets the rest', async () => {
    const { bucket, findings } = await provision({
      settings: { fix: true },
      prepare: (it) => {
        neglected(it);
        it.failures.set('enforceOwner', new Error('InvalidBucketAclWithObjectOwnership'));
      },
    });
    expect(findings[2]).toMatchObject({ level: 'warn', code: 'bucket-ownership' });
    expect(findings[2]?.seen).toContain('could not be set: Error: InvalidBucketAclWithObjectOwnership');
    expect(bucket.is.versioning).toBe('Enabled');
  });

  it('fails by what cannot be read, and is read on', async () => {
    const { findings } = await provision({
      prepare: (it) => {
        ours(it);
        it.failures.set('versioning', new Error('AccessDenied'));
        it.failures.set('policy', new Error('AccessDenied'));
      },
    });
    expect(brief(findings).slice(1)).toEqual([
      'pass bucket-public-access',
      'pass bucket-ownership',
      'pass bucket-encryption',
      'fail bucket-versioning',
      'fail bucket-tls-only',
      'pass bucket-lifecycle',
    ]);
  });

  it('fails as a whole when it cannot be looked for', async () => {
    const { findings } = await provision({
      prepare: (it) => it.failures.set('find', new Error('503')),
    });
    expect(brief(findings)).toEqual(['fail bucket-unreadable']);
  });

  it.each<[string, Partial<MemoryStateBucket['is']>, string]>([
    ['Suspended', { versioning: 'Suspended' }, 'warn bucket-versioning'],
    [
      'one setting open',
      {
        publicAccessBlock: {
          blockPublicAcls: true,
          ignorePublicAcls: true,
          blockPublicPolicy: false,
          restrictPublicBuckets: true,
        },
      },
      'fail bucket-public-access',
    ],
    [
      'archiving',
      { rules: [{ id: 'cold', enabled: true, expiresCurrent: false, movesCurrentTo: ['DEEP_ARCHIVE'] }] },
      'warn bucket-lifecycle',
    ],
    [
      'a rule that is off',
      { rules: [{ id: 'off', enabled: false, expiresCurrent: true, movesCurrentTo: [] }] },
      'pass bucket-lifecycle',
    ],
    [
      'warm storage',
      { rules: [{ id: 'warm', enabled: true, expiresCurrent: false, movesCurrentTo: ['STANDARD_IA'] }] },
      'pass bucket-lifecycle',
    ],
  ])('is judged rightly with %s', async (_what, is, expected) => {
    const { findings } = await provision({
      prepare: (it) => {
        ours(it);
        Object.assign(it.is, is);
      },
    });
    expect(brief(findings)).toContain(expected);
  });
});
