import { autoScaling } from '../../../shared/adapters/auto-scaling-client.ts';
import { classicElb } from '../../../shared/adapters/classic-elb-client.ts';
import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { elbv2 } from '../../../shared/adapters/elbv2-client.ts';
import { AwsKopsCluster } from '../../adapters/aws-kops-cluster.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyKms } from './verify-kms.ts';

const clusterCalled = (name: string) => new AwsKopsCluster(name, { autoScaling, ec2, elbv2, classicElb });

export const handler = makeCheckHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings, { ...accessPorts, clusterCalled }, { migration: settings.migration, run: run.name }),
);
