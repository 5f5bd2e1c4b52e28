import { MIGRATE } from '../../contract/states.ts';
import { notesOf } from '../../domain/readiness/finding.ts';

export const notes = notesOf(MIGRATE.verifyCluster);

/** What to do about a volume of etcd that isn't encrypted. */
export const ENCRYPT =
  'A volume can’t be encrypted in place: back etcd up, make a cluster with `encryptedVolume: true`, and restore into it.';
