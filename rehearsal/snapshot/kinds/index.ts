/** Every file that a snapshot may have. `worlds/SPEC.md` has the same as a table. */
import type { FileKind } from '../file-kind.ts';
import { HOSTED_ZONE, RECORD_SETS } from './route53.ts';

export const KINDS: readonly FileKind[] = [HOSTED_ZONE, RECORD_SETS];

/** Files that say nothing without each other. */
export const TOGETHER: readonly (readonly FileKind[])[] = [[HOSTED_ZONE, RECORD_SETS]];
