import { S3Client } from '@aws-sdk/client-s3';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { S3StateStore } from '../../adapters/s3-state-store.ts';
import { yamlDocuments } from '../../adapters/yaml-documents.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeHandler } from '../../runtime/make-handler.ts';
import { verifyCluster } from './verify-cluster.ts';

// The state store may be in another region.
const s3 = new S3Client({ followRegionRedirects: true, requestHandler: ANSWER_TIMES });

export const handler = makeHandler(MIGRATE.verifyCluster, parseCheckPayload, async (_asked, { settings }) => {
  const { cluster } = settings;
  if (!cluster)
    return { check: MIGRATE.verifyCluster, findings: [], notAsked: 'No `cluster` is configured.' };
  return verifyCluster(cluster, {
    store: new S3StateStore(cluster.stateStore, s3),
    parseYaml: yamlDocuments,
  });
});
