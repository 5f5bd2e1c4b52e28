/** What Watch looks at beside the migration. */
export interface WatchConfig {
  /**
   * Whether Watch looks in CloudTrail for who has changed a zone, and notifies people of it some minutes after the change. That right
   * is for all of the account's events: CloudTrail knows no smaller one.
   * @default false
   */
  readonly cloudTrail?: boolean;
}
