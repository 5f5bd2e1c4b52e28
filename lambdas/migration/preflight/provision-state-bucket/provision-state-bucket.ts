import type { CheckResult, Finding } from '../../contract/findings.ts';
import type { StateBucketSettings } from '../../contract/settings.ts';
import { MIGRATE } from '../../contract/states.ts';
import { notesOf, type Said } from '../../domain/readiness/finding.ts';
import { type Reading, readingOf } from '../../domain/reading.ts';
import type { StateBucket } from '../../ports/state-bucket.ts';
import { ASPECTS, type Aspect, type AspectState } from './aspects.ts';

const notes = notesOf(MIGRATE.provisionStateBucket);
const WHY = "kops keeps the cluster's state in it: its specification, its keys and etcd's control files.";

export interface Orders {
  readonly settings: StateBucketSettings;
  /** Looks and changes nothing. */
  readonly dryRun: boolean;
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
}

/** Makes the bucket or adopts it, and says what it is like then. */
export async function provisionStateBucket(bucket: StateBucket, orders: Orders): Promise<CheckResult> {
  const found = await readingOf(() => bucket.find());
  const findings = found.known
    ? await provision(bucket, orders, found.value)
    : [unreadable(bucket.name, 'bucket-unreadable', found.why)];
  return { check: MIGRATE.provisionStateBucket, findings };
}

type Found = Awaited<ReturnType<StateBucket['find']>>;

async function provision(bucket: StateBucket, orders: Orders, found: Found): Promise<Finding[]> {
  if (found.kind === 'not-ours') return [somebodyElses(bucket.name, found.message)];
  if (found.kind === 'ours') {
    const seen = `It exists in ${found.region} and belongs to this account.`;
    const adopted = notes.pass(bucket.name, 'bucket-adopted', { seen, why: WHY });
    return [adopted, ...(await goThrough(bucket, orders, orders.settings.fix))];
  }
  if (!orders.settings.create) return [absent(bucket.name)];
  if (orders.dryRun) return [wouldBeMade(bucket.name)];
  const made = await readingOf(() => bucket.create());
  if (!made.known) return [notMade(bucket.name, made.why)];
  if (made.value === 'taken') return [somebodyElses(bucket.name, 'the name was taken in the meantime')];
  const making = notes.pass(bucket.name, 'bucket-made', {
    seen: 'It was missing and has been created.',
    why: WHY,
  });
  return [making, ...(await goThrough(bucket, orders, true))];
}

/** One aspect after the other: S3 refuses changes to one bucket at the same time (`OperationAborted`). */
async function goThrough(bucket: StateBucket, orders: Orders, mayFix: boolean): Promise<Finding[]> {
  const arn = `arn:${orders.partition}:s3:::${bucket.name}`;
  const findings: Finding[] = [];
  for (const aspect of ASPECTS) findings.push(await settle(bucket, arn, aspect, orders.dryRun, mayFix));
  return findings;
}

async function settle(
  bucket: StateBucket,
  arn: string,
  aspect: Aspect,
  dryRun: boolean,
  mayFix: boolean,
): Promise<Finding> {
  const before = await readingOf(() => aspect.read(bucket, arn));
  const { fix } = aspect;
  if (!before.known || before.value.state === 'good' || !mayFix || !fix)
    return asFound(bucket.name, aspect, before);
  if (dryRun) return wouldBeFixed(bucket.name, aspect, before.value);
  const fixed = await readingOf(() => fix(bucket, arn));
  const after = await readingOf(() => aspect.read(bucket, arn));
  const finding = asFound(bucket.name, aspect, after);
  if (fixed.known)
    return finding.level === 'pass' ? { ...finding, seen: `${finding.seen} It has now been set.` } : finding;
  return { ...finding, seen: `${finding.seen} It could not be set: ${fixed.why}` };
}

function asFound(name: string, { code }: Aspect, reading: Reading<AspectState>): Finding {
  if (!reading.known) return unreadable(name, code, reading.why);
  const aspect = reading.value;
  if (aspect.state === 'good') return notes.pass(name, code, { seen: aspect.seen, why: WHY });
  const { seen, why, toDo } = aspect;
  return notes[aspect.state === 'unfit' ? 'fail' : 'warn'](name, code, { seen, why, toDo });
}

function wouldBeFixed(name: string, { code }: Aspect, found: Said): Finding {
  const toDo = 'No action needed: the next run that is not a dry run sets it.';
  return notes.warn(name, code, { seen: found.seen, why: found.why, toDo });
}

function wouldBeMade(name: string): Finding {
  const seen = 'It does not exist, and the name is free. The next run that is not a dry run creates it.';
  return notes.pass(name, 'bucket-would-be-made', { seen, why: WHY });
}

function absent(name: string): Finding {
  return notes.fail(name, 'bucket-missing', {
    seen: 'It does not exist.',
    why: WHY,
    toDo: 'Correct its name, or let the migration create it (`stateBucket.create`).',
  });
}

function notMade(name: string, why: string): Finding {
  return notes.fail(name, 'bucket-not-made', {
    seen: `It does not exist and could not be created: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}

function somebodyElses(name: string, message: string): Finding {
  return notes.fail(name, 'bucket-somebody-elses', {
    seen: `It exists, but belongs to another account or may not be read: ${message}.`,
    why: "The owner of the bucket can read the cluster's keys. Nothing was written to it.",
    toDo: "Choose another name. If the bucket is yours, allow this function's role to access it.",
  });
}

function unreadable(name: string, code: string, why: string): Finding {
  return notes.fail(name, code, {
    seen: `S3 could not be read: ${why}`,
    why: WHY,
    toDo: 'Fix what the message says, then start again.',
  });
}
