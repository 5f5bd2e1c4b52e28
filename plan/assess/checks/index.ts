/** What preflight asks of an account, as far as a snapshot answers: by preflight's own decisions, on the offline account. */
import type { Finding } from '../../../lambdas/migration/contract/findings.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import type { NotAsked } from '../../../lambdas/migration/domain/readiness/readiness-facts.ts';
import { commandOf, type FileKind, pathOf } from '../../../rehearsal/snapshot/file-kind.ts';
import { SnapshotRefused } from '../../../rehearsal/snapshot/problem.ts';
import { ALARM_CHECK } from './alarms.ts';
import { BALANCER_CHECK } from './balancers.ts';
import { CLUSTER_CHECK } from './cluster.ts';
import { COUNTED_BEHIND_CHECK } from './counted-behind.ts';
import { DATABASE_CHECK, NETWORK_CHECK } from './databases.ts';
import { KEY_CHECK } from './keys.ts';
import { LEGACY_CHECK } from './legacy.ts';
import type { Asking, OfflineCheck } from './offline-check.ts';
import { SOAK_CHECK } from './soaks.ts';

const CHECKS: readonly OfflineCheck[] = [
  ALARM_CHECK,
  LEGACY_CHECK,
  KEY_CHECK,
  DATABASE_CHECK,
  NETWORK_CHECK,
  CLUSTER_CHECK,
  BALANCER_CHECK,
  SOAK_CHECK,
  COUNTED_BEHIND_CHECK,
];

/** What AWS says only of what is deployed. */
const OF_THE_STACK = [MIGRATE.verifyNotifications, MIGRATE.verifyRollBack].map((check) => ({
  check,
  why: 'It needs the deployed stack. A dry run asks it.',
}));

/** In the account a call failed; of a snapshot, what it lacks. */
const UNREADABLE = /-unreadable$/;

export interface AskedOffline {
  readonly findings: readonly Finding[];
  readonly notAsked: readonly NotAsked[];
  /** The checks that need not be named any more. */
  readonly looked: readonly string[];
}

export async function askOffline(asking: Asking): Promise<AskedOffline> {
  const wanted = CHECKS.filter(({ isWanted }) => isWanted(asking.settings));
  const asked = await Promise.all(wanted.map((check) => askOne(check, asking)));
  return {
    findings: asked.flatMap(({ findings }) => findings),
    notAsked: [...asked.flatMap(({ notAsked }) => notAsked), ...OF_THE_STACK],
    looked: wanted.map(({ check }) => check),
  };
}

type One = Pick<AskedOffline, 'findings' | 'notAsked'>;

async function askOne({ check, needs, ask }: OfflineCheck, asking: Asking): Promise<One> {
  const { snapshot, settings } = asking;
  const missing = needs(settings).find((kind) => snapshot.find(kind, settings) === undefined);
  const notAsked = (why: string): NotAsked => ({ check, why });
  if (missing) return { findings: [], notAsked: [notAsked(lacking(missing, asking))] };
  try {
    const { findings, notAsked: parts } = await ask(asking);
    const unread = findings.filter(({ code }) => UNREADABLE.test(code));
    return {
      findings: findings.filter((each) => !unread.includes(each)),
      notAsked: [
        ...parts,
        ...unread.map(({ subject }) => `${subject}: the snapshot lacks what it is judged by.`),
      ].map(notAsked),
    };
  } catch (error) {
    if (!(error instanceof SnapshotRefused)) throw error;
    const [problem] = error.problems;
    return { findings: [], notAsked: [notAsked(`The snapshot lacks ${problem?.file ?? 'a file'}.`)] };
  }
}

function lacking(kind: FileKind, { settings }: Asking): string {
  return `The snapshot lacks ${pathOf(kind, settings)}. Run: ${commandOf(kind, settings)}`;
}
