import type { Run } from './run.ts';

/** What a function gets that keeps a person's answer; `input` is what the person typed. */
export interface RecordDecisionPayload {
  readonly run: Run;
  readonly input: unknown;
}
