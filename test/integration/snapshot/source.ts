import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClients } from '../../../snapshot/aws/clients.ts';
import { Staging } from '../../../snapshot/folder/staging.ts';
import { PARTS } from '../../../snapshot/parts/index.ts';
import { AwsSource } from '../../../snapshot/source/aws-source.ts';

export const ACCOUNT = '111122223333';
export const WHERE = { account: ACCOUNT, region: 'us-west-1' };

export interface OpenSource {
  readonly source: AwsSource;
  readonly staging: Staging;
  /** What was read, and how many pages of it. */
  readonly reads: ReadonlyMap<string, number>;
  close(): void;
}

/** A source for all calls, that nobody paces. @param client what an SDK client needs */
export function openSource(
  client: object,
  redactedText: (text: string) => string = (text) => text,
): OpenSource {
  const folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
  const reads = new Map<string, number>();
  const asking = { pace: async () => {}, signal: new AbortController().signal };
  const clients = new AwsClients('us-west-1', {}, asking, client);
  const staging = new Staging(folder, 'test', 0);
  const calls = new Set(PARTS.flatMap((part) => part.calls));
  const account = { account: ACCOUNT, region: 'us-west-1', clients: () => clients, calls };
  const progress = { reads: (what: string, pages: number) => void reads.set(what, pages) };
  return {
    source: new AwsSource(account, { staging, progress, redacted: (_, content) => content, redactedText }),
    staging,
    reads,
    close: () => {
      clients.close();
      rmSync(folder, { recursive: true });
    },
  };
}
