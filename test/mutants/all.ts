import { ASKED_HOOK_MUTANTS } from './asked-hooks.ts';
import { BATCH_MUTANTS } from './batches.ts';
import { COMPARE_MUTANTS } from './compare.ts';
import { DATA_PLANE_MUTANTS } from './data-plane.ts';
import { ETCD_VOLUME_MUTANTS } from './etcd-volumes.ts';
import { EVIDENCE_MUTANTS } from './evidence.ts';
import { FENCE_MUTANTS } from './fences.ts';
import { FOLLOW_MUTANTS } from './follows.ts';
import { HOOK_MUTANTS } from './hooks.ts';
import { LIMIT_MUTANTS } from './limits.ts';
import { LOST_MUTANTS } from './lost.ts';
import { MACHINE_MUTANTS } from './machines.ts';
import type { Mutant } from './mutant.ts';
import { NAME_PROBE_MUTANTS } from './name-probe.ts';
import { NOTHING_WRITTEN_MUTANTS } from './nothing-written.ts';
import { ONE_WAY_MUTANTS } from './one-way.ts';
import { OWED_MUTANTS } from './owed.ts';
import { QUORUM_MUTANTS } from './quorum.ts';
import { REFUSAL_MUTANTS } from './refusals.ts';
import { ROLE_MUTANTS } from './roles.ts';
import { ROLL_BACK_MUTANTS } from './roll-backs.ts';
import { ROLL_MUTANTS } from './rolls.ts';
import { SEVERAL_MUTANTS } from './several.ts';
import { WATCH_MUTANTS } from './watch.ts';
import { WHO_WROTE_MUTANTS } from './who-wrote.ts';

export const ALL_MUTANTS: readonly Mutant[] = [
  ...BATCH_MUTANTS,
  ...ROLL_BACK_MUTANTS,
  ...EVIDENCE_MUTANTS,
  ...COMPARE_MUTANTS,
  ...FENCE_MUTANTS,
  ...FOLLOW_MUTANTS,
  ...SEVERAL_MUTANTS,
  ...LIMIT_MUTANTS,
  ...REFUSAL_MUTANTS,
  ...ROLE_MUTANTS,
  ...MACHINE_MUTANTS,
  ...OWED_MUTANTS,
  ...LOST_MUTANTS,
  ...NOTHING_WRITTEN_MUTANTS,
  ...ONE_WAY_MUTANTS,
  ...ASKED_HOOK_MUTANTS,
  ...WATCH_MUTANTS,
  ...WHO_WROTE_MUTANTS,
  ...DATA_PLANE_MUTANTS,
  ...NAME_PROBE_MUTANTS,
  ...QUORUM_MUTANTS,
  ...ETCD_VOLUME_MUTANTS,
  ...HOOK_MUTANTS,
  ...ROLL_MUTANTS,
];
