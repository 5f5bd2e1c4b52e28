import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { credentialsOf } from '../../../lambdas/migration/apart/assumed-role.ts';
import { MIGRATE } from '../../../lambdas/migration/contract/states.ts';
import { handler as describeDatabases } from '../../../lambdas/migration/preflight/describe-databases/handler.ts';
import { handler as describeOwners } from '../../../lambdas/migration/preflight/describe-owners/handler.ts';
import { handler as provisionStateBucket } from '../../../lambdas/migration/preflight/provision-state-bucket/handler.ts';
import { handler as verifyCluster } from '../../../lambdas/migration/preflight/verify-cluster/handler.ts';
import { handler as verifyCredentials } from '../../../lambdas/migration/preflight/verify-credentials/handler.ts';
import { handler as verifyIngress } from '../../../lambdas/migration/preflight/verify-ingress/handler.ts';
import { handler as verifyKms } from '../../../lambdas/migration/preflight/verify-kms/handler.ts';
import { handler as verifyNetwork } from '../../../lambdas/migration/preflight/verify-network/handler.ts';
import { SETTINGS_FILE } from '../../../lambdas/shared/contract/environment.ts';
import { someSettings } from '../../support/migration/settings.ts';

const ROLE = { arn: 'arn:aws:iam::444455556666:role/dns', externalId: 'shop' };
const { zones } = someSettings();

/** Nothing but what must be configured, and a role for each zone: no function of an optional part has a right to anything. */
const SETTINGS = someSettings({ zones: zones.map((zone) => ({ ...zone, role: ROLE })) });

const PAYLOAD = {
  run: {
    name: 'run-1',
    arn: 'arn:aws:states:us-west-1:111122223333:execution:shop-migrate:run-1',
    startedAt: '2026-01-01T00:00:00.000Z',
  },
  continues: '',
  dryRun: true,
};

describe('With nothing optional configured, and a role for each zone', () => {
  const asked: string[] = [];
  const before = { ...process.env };
  const folder = mkdtempSync(join(tmpdir(), 'settings-'));
  let aws: Server;

  beforeAll(async () => {
    aws = createServer((request, response) => {
      // …Credential=AKID/20260101/us-west-1/sts/aws4_request…
      asked.push(/\/([a-z0-9-]+)\/aws4_request/.exec(request.headers.authorization ?? '')?.[1] ?? 'unsigned');
      response.writeHead(403).end();
    });
    await new Promise<void>((listening) => aws.listen(0, '127.0.0.1', listening));
    writeFileSync(join(folder, SETTINGS_FILE), JSON.stringify(SETTINGS));
    Object.assign(process.env, {
      LAMBDA_TASK_ROOT: folder,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(aws.address() as AddressInfo).port}`,
      AWS_REGION: SETTINGS.region,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    });
  });
  beforeEach(() => asked.splice(0));
  afterAll(async () => {
    process.env = before;
    rmSync(folder, { recursive: true });
    aws.closeAllConnections();
    await new Promise((closed) => aws.close(closed));
  });

  it.each([
    [MIGRATE.provisionStateBucket, provisionStateBucket],
    [MIGRATE.verifyKms, verifyKms],
    [MIGRATE.verifyCluster, verifyCluster],
    [MIGRATE.describeDatabases, describeDatabases],
    [MIGRATE.verifyCredentials, verifyCredentials],
    [MIGRATE.verifyNetwork, verifyNetwork],
    [MIGRATE.describeOwners, describeOwners],
    [MIGRATE.verifyIngress, verifyIngress],
  ])('%s asks AWS nothing', async (_state, handler) => {
    await handler(PAYLOAD);
    // A call that nobody waits for arrives before one that begins later, in the same way.
    const { account } = SETTINGS;
    await expect(credentialsOf({ role: ROLE, sessionName: 'last', account })).rejects.toThrow(ROLE.arn);
    expect(asked).toEqual(['sts']);
  });
});
