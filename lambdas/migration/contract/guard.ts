/**
 * What CloudFormation says of a migration's names to GuardNames when the stack is made or changed. They may be more than it
 * can pass, so these only distinguish configurations; the names are in a file beside the function's code.
 */
export interface GuardProperties {
  readonly Migration: string;
  /** A digest of the zones with their names. */
  readonly Names: string;
  /** Ids of zones that are known only at deploy time, where there are any. */
  readonly ZoneIds?: string | undefined;
  /** There if the cluster's records have a health check. */
  readonly DataPlane?: 'on' | undefined;
  /** There if ProbeNames is deployed: its alarm has no data at first. */
  readonly NameProbe?: 'on' | undefined;
  /** Names of the alarms that the stack makes, where it makes any. */
  readonly MadeAlarms?: readonly string[] | undefined;
}
