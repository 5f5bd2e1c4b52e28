import type { Resources } from '../compute/index.ts';
import type { ServiceHandler } from '../gateway/index.ts';

/** What the stage hands to whoever plays AWS's services on it. */
export interface ServiceSetting {
  readonly now: () => number;
  /** Brings the scene up to the clock: nobody sees a world that is behind. */
  readonly catchUp: () => void;
  /** Of the AWS that functions call. */
  readonly awsUrl: () => string;
}

/** What functions find around them beside what the emulator gives them. */
export interface AroundFunctions {
  /** What functions get in their environment, and load before anything else. */
  readonly functionEnvironment: Readonly<Record<string, string>>;
  readonly functionPreloads: readonly string[];
  /** Services that the world answers for; the emulator does for all others. */
  services(setting: ServiceSetting): Readonly<Record<string, ServiceHandler>>;
  /** The instances that policies are judged on, if there are any. */
  readonly resources?: () => Resources;
  /** ARN of the web ACL of a load balancer, by its ARN. */
  readonly webAclOf?: (loadBalancerArn: string) => string | undefined;
}
