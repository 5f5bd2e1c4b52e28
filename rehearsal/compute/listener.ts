/** Calls about the simulated machines, so that real processes can follow them. Made within the simulation: without delay, in order. */

/** An instance, as those see it who run something in its place. */
export interface Machine {
  readonly id: string;
  /** '' when no Auto Scaling group launched it. */
  readonly group: string;
  readonly zone: string;
  readonly address: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An etcd volume. */
export interface Disk {
  readonly id: string;
  readonly zone: string;
  /** From the tag `k8s.io/etcd/<etcdCluster>` = `<member>/<members>`. */
  readonly etcdCluster: string;
  readonly member: string;
  readonly members: readonly string[];
  /** Nothing has ever been written to it. */
  readonly empty: boolean;
}

export interface ComputeListener {
  /** EC2 says `running`. */
  readonly onRunning?: (machine: Machine, at: number) => void;
  /** One more volume is attached; `disks` are all that the machine has now. */
  readonly onAttached?: (machine: Machine, disks: readonly Disk[], at: number) => void;
  /** etcd-manager makes the member of this volume, which was empty, anew. */
  readonly onFilled?: (machine: Machine, disk: Disk, at: number) => void;
  /** From now on nothing on the machine runs any more: it is shut down, stopped, or its hardware has failed. */
  readonly onStopped?: (machine: Machine, at: number) => void;
  /** EC2 says `terminated`. */
  readonly onTerminated?: (machine: Machine, at: number) => void;
  /** A volume was taken away; `running`: from a machine that still runs. */
  readonly onDetached?: (machine: Machine, disk: Disk, running: boolean, at: number) => void;
  /** Nobody completed a lifecycle action, or sent a heartbeat for it, in time: its hook's default result is applied. */
  readonly onHookRanOut?: (machine: Machine, hook: string, at: number) => void;
  /** A volume was deleted. */
  readonly onDeleted?: (disk: Disk, at: number) => void;
}
