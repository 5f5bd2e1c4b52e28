import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { jsonBytes } from '../../shared/adapters/json-bytes.ts';
import { namingTransients } from '../../shared/adapters/transient.ts';
import type { Report } from '../domain/report.ts';
import type { Reports } from '../ports/reports.ts';
import { s3 } from './s3-client.ts';

/** Reports in an S3 bucket, under `<migration>/<execution>/`. */
export class S3Reports implements Reports {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #migration: string;

  constructor(bucket: string, migration: string, client: S3Client = s3) {
    this.#bucket = bucket;
    this.#migration = migration;
    this.#client = client;
  }

  async put(execution: string, name: string, report: Report): Promise<string> {
    const key = `${this.#migration}/${execution}/${name}`;
    // The text last: whoever is given its address finds the JSON beside it.
    await this.#write(`${key}.json`, 'application/json', jsonBytes(report.json));
    await this.#write(`${key}.txt`, 'text/plain; charset=utf-8', report.text);
    return `s3://${this.#bucket}/${key}.txt`;
  }

  async #write(key: string, contentType: string, body: string | Uint8Array): Promise<void> {
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: contentType,
      Body: body,
    });
    await namingTransients(`Writing s3://${this.#bucket}/${key}`, () => this.#client.send(command));
  }
}
