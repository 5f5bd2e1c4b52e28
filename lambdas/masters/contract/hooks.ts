/**
 * What CloudFormation says of the hooks to ReconcileHooks when the stack is made, changed or removed: as
 * `ResourceProperties`, and as `OldResourceProperties` what was there before. Texts, all of them.
 */
export interface HookProperties {
  readonly Cluster: string;
  readonly TerminatingHook: string;
  readonly LaunchingHook: string;
  readonly HeartbeatSeconds: string;
}
