import { FENCE_MUTANTS } from './fences.ts';
import { FOLLOW_MUTANTS } from './follows.ts';
import { LIMIT_MUTANTS } from './limits.ts';
import { LOST_MUTANTS } from './lost.ts';
import { MACHINE_MUTANTS } from './machines.ts';
import { MASTERS_MUTANTS } from './masters.ts';
import type { Mutant } from './mutant.ts';
import { MUTANTS } from './mutants.ts';
import { OWED_MUTANTS } from './owed.ts';
import { REFUSAL_MUTANTS } from './refusals.ts';
import { ROLE_MUTANTS } from './roles.ts';
import { SEVERAL_MUTANTS } from './several.ts';

export const ALL_MUTANTS: readonly Mutant[] = [
  ...MUTANTS,
  ...FENCE_MUTANTS,
  ...FOLLOW_MUTANTS,
  ...SEVERAL_MUTANTS,
  ...LIMIT_MUTANTS,
  ...REFUSAL_MUTANTS,
  ...ROLE_MUTANTS,
  ...MACHINE_MUTANTS,
  ...OWED_MUTANTS,
  ...LOST_MUTANTS,
  ...MASTERS_MUTANTS,
];
