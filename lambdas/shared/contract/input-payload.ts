import type { Run } from './run.ts';

/** What a function gets that reads its machine's own input, which is as somebody wrote it. */
export interface InputPayload {
  readonly run: Run;
  readonly input: unknown;
}
