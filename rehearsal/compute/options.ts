/** What there is at the beginning of a simulation, and how long things take there. */
import type {
  LifecycleState,
  LifecycleTransition,
  ScalingPolicy,
  ScheduledAction,
  TargetHealthDescription,
  TargetType,
} from './types.ts';

/** From … to, seconds: drawn for each occasion. */
export type Seconds = readonly [from: number, to: number];

export interface Timing {
  /** From a shortage of instances to the launch. */
  readonly launch: Seconds;
  /** pending → running. */
  readonly start: Seconds;
  /** running → the first look of nodeup for its volumes. */
  readonly boot: Seconds;
  /** attaching → attached. */
  readonly attach: Seconds;
  /** From the last volume attached until the API server answers on 443. */
  readonly serve: Seconds;
  /** From the last volume attached until etcd-manager makes the member on an empty one anew. */
  readonly fill: Seconds;
  /** shutting-down → terminated. */
  readonly shutDown: Seconds;
  /** terminated → its volumes are available. */
  readonly release: Seconds;
  /** From what happened to an instance until Auto Scaling's health check has noticed. */
  readonly notice: Seconds;
  /** Between `…:Proceed` and what follows. */
  readonly proceed: Seconds;
  /** Between two attempts to launch after one failed. */
  readonly retry: Seconds;
}

/** Times in the middle of what is seen on AWS. */
export const USUAL: Timing = {
  launch: [2, 12],
  start: [8, 40],
  boot: [30, 90],
  attach: [2, 15],
  serve: [20, 60],
  fill: [60, 180],
  shutDown: [20, 90],
  release: [5, 60],
  notice: [30, 180],
  proceed: [1, 5],
  retry: [60, 180],
};

/** How EC2 shows an instance on the network. Nothing is routed or refused by it. */
export interface Reached {
  readonly securityGroups?: readonly SecurityGroup[];
  /** IPv4. Default: none. */
  readonly publicAddress?: string;
}

export interface SecurityGroup {
  readonly GroupId: string;
  readonly GroupName: string;
}

/** One that is there when the simulation begins. */
export interface StandingInstance {
  readonly id: string;
  readonly zone: string;
  readonly type?: string | undefined;
  readonly tags?: Readonly<Record<string, string>>;
  readonly reached?: Reached;
  /** Epoch milliseconds. Default: when the simulation begins. */
  readonly launchedAt?: number;
  /** Default: running. */
  readonly state?: 'running' | 'stopped';
  /** What its group has noticed. Default: healthy. */
  readonly isHealthy?: boolean;
  /** In its group. Default: in service. */
  readonly lifecycle?: LifecycleState;
}

/** Who is registered when the simulation begins. */
export interface Registration {
  /** Of a standing instance. */
  readonly id: string;
  readonly isHealthy: boolean;
}

/** Of an instance that nothing else is said of. */
export const USUAL_TYPE = 't3.medium';

export interface GroupSeed {
  readonly name: string;
  readonly zones: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  /** Default: min = max = desired = 1. */
  readonly desired?: number;
  readonly min?: number;
  readonly max?: number;
  readonly targetGroupArns?: readonly string[];
  /** Names of classic load balancers. */
  readonly loadBalancers?: readonly string[];
  readonly instanceType?: string;
  /** Of the instances that it launches, as a launch template has them. Default: none. */
  readonly securityGroups?: readonly SecurityGroup[];
  /** That are there from the beginning; others are put by the API. */
  readonly hooks?: readonly HookSeed[];
  /** Instances that are running, in service and have their volumes when the simulation begins. Default: `desired`. */
  readonly inService?: number;
  /** These in their place. Its load balancers say themselves who is registered. */
  readonly instances?: readonly StandingInstance[];
  /** Processes that somebody has suspended, with the reason of each. */
  readonly suspended?: Readonly<Record<string, string>>;
}

export interface HookSeed {
  readonly name: string;
  readonly transition: LifecycleTransition;
  readonly heartbeatSeconds: number;
  readonly defaultResult: 'CONTINUE' | 'ABANDON';
  /** `NotificationMetadata`, part of the hook's events. Default: none. */
  readonly metadata?: string | undefined;
}

/** An etcd volume, tagged as kops does. */
export interface VolumeSeed {
  /** Default: an id from the seed. */
  readonly id?: string;
  readonly zone: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly sizeGib?: number;
  /** Default: encrypted, of type `gp3`, as kops makes them. */
  readonly encrypted?: boolean;
  /** ARN. Default: EC2 names none. */
  readonly kmsKeyId?: string | undefined;
  readonly type?: string;
  /** Default: it has what was written to it. */
  readonly empty?: true;
  /** A standing instance that has it. Default: the first of a group in its zone that lacks one. */
  readonly attachedTo?: string;
}

export interface TargetGroupSeed {
  readonly arn: string;
  /** If its targets are no instances: they stay as they are. */
  readonly others?: {
    readonly type: Exclude<TargetType, 'instance'>;
    readonly targets: readonly TargetHealthDescription[];
  };
  /** As ELB names it: `TCP`, `TLS`. */
  readonly protocol: string;
  readonly port: number;
  /** `TCP`, `HTTPS` … */
  readonly healthCheckProtocol: string;
  readonly loadBalancerArns?: readonly string[];
  /** Beside the instances of the groups that name it. */
  readonly registered?: readonly Registration[];
  /** By key, beside the delay of deregistration. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Default 10 s, 3 good ones, 3 bad ones. */
  readonly intervalSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  /** Default: 300, as AWS. */
  readonly deregistrationDelaySeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

export interface ClassicSeed {
  readonly name: string;
  /** Beside the instances of the groups that name it. */
  readonly registered?: readonly Registration[];
  readonly intervalSeconds?: number;
  readonly healthyThreshold?: number;
  readonly unhealthyThreshold?: number;
  /** Default: 300, as kops. 0: connection draining is off. */
  readonly drainingSeconds?: number;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Whoever completes lifecycle actions beside this software, as kops's node termination handler does. */
export interface ForeignCompletion {
  /** Of the actions of which hooks. Default: those called `…-NTHLifecycleHook`. */
  readonly hooks?: (hookName: string) => boolean;
  /** From the begin of the action, seconds. */
  readonly after: Seconds;
}

export interface ComputeOptions {
  /** The simulation's clock, epoch milliseconds; it never goes back. */
  readonly now: () => number;
  readonly seed: number;
  readonly account: string;
  readonly region: string;
  readonly groups: readonly GroupSeed[];
  readonly volumes: readonly VolumeSeed[];
  /** That no group has. */
  readonly instances?: readonly StandingInstance[];
  readonly targetGroups?: readonly TargetGroupSeed[];
  readonly classicLoadBalancers?: readonly ClassicSeed[];
  /** Described, and otherwise without effect. */
  readonly policies?: readonly ScalingPolicy[];
  readonly scheduledActions?: readonly ScheduledAction[];
  readonly timing?: Partial<Timing>;
  readonly foreignCompletion?: ForeignCompletion;
  /** Private IPv4 address of the n-th instance (from 0) that is launched. Default: 172.20.x.y by the zone. */
  readonly address?: (zone: string, index: number) => string;
}
