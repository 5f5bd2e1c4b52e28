import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { namingTransients } from '../../shared/adapters/transient.ts';
import { lastReadinessKey } from '../contract/report-keys.ts';
import type { LastReport } from '../ports/last-report.ts';
import { s3 } from './s3-client.ts';

/** Without `s3:ListBucket`, S3 says of an object that isn't there that it may not be read. */
const MISSING = new Set(['NoSuchKey', 'AccessDenied']);

/** Bytes. Step Functions hands on at most 256 KiB of findings; what is longer is not this software's. */
const LONGEST = 1024 * 1024;

/** The last report as one object of the report bucket. */
export class S3LastReport implements LastReport {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #key: string;

  constructor(bucket: string, migration: string, client: S3Client = s3) {
    this.#bucket = bucket;
    this.#key = lastReadinessKey(migration);
    this.#client = client;
  }

  async load(): Promise<string | undefined> {
    const command = new GetObjectCommand({
      Bucket: this.#bucket,
      Key: this.#key,
      // A longer one is cut, and then it can't be read as a report.
      Range: `bytes=0-${LONGEST - 1}`,
    });
    try {
      const { Body } = await this.#client.send(command);
      return (await Body?.transformToString()) ?? '';
    } catch (error) {
      if (error instanceof Error && MISSING.has(error.name)) return undefined;
      throw error;
    }
  }

  async keep(text: string): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: this.#key,
      ContentType: 'application/json',
      Body: text,
    });
    await namingTransients(`Writing s3://${this.#bucket}/${this.#key}`, () => this.#client.send(command));
  }
}
