/** What happened, for tools that listen on EventBridge's default bus. Its source is always `kops-cutover`. */
export interface Event {
  readonly detailType: string;
  /** ARNs that it is about. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}
