import { ec2 } from '../../../shared/adapters/ec2-client.ts';
import { seenEtcdVolumes } from '../../adapters/seen-etcd-volumes.ts';
import { MIGRATE } from '../../contract/states.ts';
import { accessPorts } from '../../runtime/access-ports.ts';
import { parseCheckPayload } from '../../runtime/check-payload.ts';
import { makeCheckHandler } from '../../runtime/make-check-handler.ts';
import { verifyKms } from './verify-kms.ts';

const clusterCalled = (name: string) => ({ etcdVolumes: () => seenEtcdVolumes(ec2, name) });

export const handler = makeCheckHandler(MIGRATE.verifyKms, parseCheckPayload, ({ run }, { settings }) =>
  verifyKms(settings, { ...accessPorts, clusterCalled }, { migration: settings.migration, run: run.name }),
);
