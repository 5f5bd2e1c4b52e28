import { S3Client } from '@aws-sdk/client-s3';
import { ANSWER_TIMES } from '../../../shared/adapters/answer-times.ts';
import { autoScaling } from '../../../shared/adapters/auto-scaling-client.ts';
import { classicElb } from '../../../shared/adapters/classic-elb-client.ts';
import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { elbv2 } from '../../../shared/adapters/elbv2-client.ts';
import { AwsKopsCluster } from '../../adapters/aws-kops-cluster.ts';
import { Ec2Network } from '../../adapters/ec2-network.ts';
import { S3StateStore } from '../../adapters/s3-state-store.ts';
import { yamlDocuments } from '../../adapters/yaml-documents.ts';
import { MIGRATE } from '../../contract/states.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyCluster } from './verify-cluster.ts';

// The state store may be in another region.
const s3 = new S3Client({ followRegionRedirects: true, requestHandler: ANSWER_TIMES });

export const handler = makeCheckHandler(
  MIGRATE.verifyCluster,
  parseCheckPayload,
  async (_asked, { settings: { cluster }, clock }) => {
    if (!cluster)
      return { check: MIGRATE.verifyCluster, findings: [], notAsked: 'No `cluster` is configured.' };
    return verifyCluster(cluster, {
      storeAt: (location) => new S3StateStore(location, s3),
      parseYaml: yamlDocuments,
      cluster: new AwsKopsCluster(cluster.name, { autoScaling, ec2, elbv2, classicElb }),
      network: new Ec2Network(ec2),
      clock,
    });
  },
);
