import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';

export const notes = notesOf(MIGRATE.verifyCluster);
