import { ALIASES } from './cases/aliases.ts';
import { BATCHES } from './cases/batches.ts';
import { INPUTS } from './cases/inputs.ts';
import { LIMITS } from './cases/limits-and-values.ts';
import { NAMES } from './cases/names.ts';
import { NEIGHBOURS } from './cases/neighbours.ts';
import type { RuleCase } from './cases/rule-case.ts';
import { SERVICE_ALIASES } from './cases/service-aliases.ts';

export const RULE_CASES: readonly RuleCase[] = [
  ...NAMES,
  ...BATCHES,
  ...NEIGHBOURS,
  ...LIMITS,
  ...ALIASES,
  ...SERVICE_ALIASES,
  ...INPUTS,
];
