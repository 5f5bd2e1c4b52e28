/**
 * The copy of the before-image: one object of the versioned report bucket. A put replaces exactly what was read before, so
 * that a process of an older run, which comes late, can't put its own over that of a newer one.
 */

import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import { beforeImageKey } from '../contract/report-keys.ts';
import { type CopiedRun, type JournalRun, keptOnce } from '../domain/journal-state.ts';
import type { BeforeImageCopy } from '../ports/before-image-copy.ts';
import { copyIn, copyText, parseCopy } from './before-image-text.ts';

/** S3's words for: the object is another one by now. */
const CHANGED = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);
/** Without `s3:ListBucket`, S3 says of an object that isn't there that it may not be read. */
const MISSING = new Set(['NoSuchKey', 'AccessDenied']);

/** Whoever else writes is an execution of the same migration; more in a row than this are not. */
const MOST_TRIES = 5;

interface Kept {
  readonly text: string;
  readonly etag: string;
}

export class S3BeforeImageCopy implements BeforeImageCopy {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #key: string;

  constructor(bucket: string, migration: string, client: S3Client) {
    this.#bucket = bucket;
    this.#key = beforeImageKey(migration);
    this.#client = client;
  }

  async load(): Promise<CopiedRun | undefined> {
    const kept = await this.#get();
    return kept && parseCopy(kept.text, `s3://${this.#bucket}/${this.#key}`);
  }

  async save(copied: CopiedRun): Promise<void> {
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const kept = await this.#get();
      const standing = kept && copyIn(kept.text);
      const next = standing?.run.execution === copied.run.execution ? keptOnce(standing, copied) : copied;
      if (next === standing) return;
      requireNotNewer(standing?.run, copied.run);
      if (await this.#put(copyText(next), kept)) return;
    }
    throw new NamedError(
      ERRORS.transient,
      `${this.#key}: ${MOST_TRIES} consecutive write conflicts; it will be retried.`,
    );
  }

  async #get(): Promise<Kept | undefined> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: this.#key });
    return namingTransients(`Reading s3://${this.#bucket}/${this.#key}`, async () => {
      try {
        const { Body, ETag = '' } = await this.#client.send(command);
        return { text: (await Body?.transformToString()) ?? '', etag: ETag };
      } catch (error) {
        if (error instanceof Error && MISSING.has(error.name)) return undefined;
        throw error;
      }
    });
  }

  /** False when the object is not `standing` any more. */
  async #put(text: string, standing: Kept | undefined): Promise<boolean> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: this.#key,
      ContentType: 'application/json',
      Body: text,
      ...(standing ? { IfMatch: standing.etag } : { IfNoneMatch: '*' }),
    });
    return namingTransients(`Writing s3://${this.#bucket}/${this.#key}`, async () => {
      try {
        await this.#client.send(command);
        return true;
      } catch (error) {
        if (error instanceof Error && CHANGED.has(error.name)) return false;
        throw error;
      }
    });
  }
}

/** @throws FenceLost */
function requireNotNewer(keptOf: JournalRun | undefined, run: JournalRun): void {
  if (keptOf === undefined || Date.parse(keptOf.startedAt) <= Date.parse(run.startedAt)) return;
  throw new NamedError(
    ERRORS.fenceLost,
    `The before-image of ${keptOf.execution}, which began at ${keptOf.startedAt}, is already kept; ${run.execution} began at ${run.startedAt}.`,
  );
}
