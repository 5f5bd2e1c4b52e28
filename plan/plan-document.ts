import type { MigrationSettings } from '../lambdas/migration/contract/settings.ts';
import type { JudgedFinding } from '../lambdas/migration/domain/readiness/judged-finding.ts';
import type { Plan } from '../lambdas/migration/domain/readiness/plan.ts';
import type { NotAsked } from '../lambdas/migration/domain/readiness/readiness-facts.ts';
import type { NotSure } from '../rehearsal/trials/migration/first-step.ts';
import type { Deployed } from './app/deployed.ts';
import type { ComparedPlan } from './compared.ts';
import type { Cost } from './cost/cost.ts';
import type { Terraform } from './terraform/terraform.ts';

/** A field that is taken away, or means something else, makes it `/2`; a field more doesn't. */
export const PLAN_SCHEMA = 'kops-cutover.plan/1';

/** What `npm run plan -- --json` prints, and `--against` reads. */
export interface PlanDocument {
  readonly schema: typeof PLAN_SCHEMA;
  /** ISO 8601. */
  readonly plannedAt: string;
  /** The folder of the snapshot; '' without one. */
  readonly snapshot: string;
  /** That the snapshot is old, or lacks what the configuration names, as sentences. Absent in plans of earlier versions. */
  readonly notes?: readonly string[];
  readonly migrations: readonly MigrationPlan[];
  /** What several migrations of the app have in common and shouldn't, in words. */
  readonly overlaps: readonly string[];
}

/** One migration of the app. */
export interface MigrationPlan {
  readonly stack: string;
  readonly settings: MigrationSettings;
  /** Of the checks that a snapshot is enough for; none without one. */
  readonly findings: readonly JudgedFinding[];
  readonly notAsked: readonly NotAsked[];
  readonly plan: Plan | { readonly notMade: string };
  /** Absent in plans of earlier versions. */
  readonly deployed?: Deployed;
  /** The alarms that roll back, and those that they rest on, as the snapshot has them; absent without one. */
  readonly watched?: readonly WatchedAlarm[];
  /** Estimated; absent where no plan was made, and in plans of earlier versions. */
  readonly cost?: Cost;
  /** What no alarm is sure to roll back at the first step; absent if there is nothing of the kind, and where nobody says how many requests come. */
  readonly notSure?: NotSure & {
    /** Of the command that shows more, `npm start -- matrix`. */
    readonly options: readonly string[];
  };
  /** How long soaks must be to tell a worse cluster; absent if nothing is compared, and where nobody says how many requests come. */
  readonly compared?: ComparedPlan;
  /** What to write into Terraform's configuration; absent without a snapshot. */
  readonly terraform?: Terraform;
}

/** How CloudWatch evaluates an alarm, without its state. */
export interface WatchedAlarm {
  readonly name: string;
  /** In CloudWatch's words: `Threshold`, `Period` … */
  readonly definition: Readonly<Record<string, string>>;
}
