import { createServer } from 'node:http';
import { PrometheusSeries } from '../../../lambdas/migration/adapters/prometheus/prometheus-series.ts';
import { managedPrometheusService } from '../../../rehearsal/gateway/index.ts';
import { answering } from '../../../rehearsal/prometheus/server.ts';
import { type Listening, listening } from '../../../rehearsal/tools/listening.ts';
import { type RehearsedAccount, rehearsedAccount } from './rehearsed-account.ts';

const WORKSPACE = 'arn:aws:aps:us-west-1:111122223333:workspace/ws-1';
const PERIODS = { from: 1_200_000, until: 1_800_000, seconds: 600 };

let account: RehearsedAccount;
let server: Listening;
beforeEach(async () => {
  account = await rehearsedAccount({
    services: {
      aps: managedPrometheusService((url) =>
        url === 'https://aps-workspaces.us-west-1.amazonaws.com/workspaces/ws-1' ? () => () => 7 : undefined,
      ),
    },
  });
  const apis = ['ws-1', 'ws-2'].map((id) => ({
    path: `/workspaces/${id}`,
    judge: () => account.gateway.url,
  }));
  server = await listening(createServer(answering(apis)));
});
afterEach(async () => {
  await server.close();
  await account.stop();
});

async function asked(id: string, region = 'us-west-1', accessKeyId = 'FUNCTIONKEY') {
  const credentials = async () => ({ accessKeyId, secretAccessKey: 'secret', sessionToken: 'token' });
  const config = { credentials, userAgentAppId: async () => 'kops-cutover/JudgeSoak/shop' };
  const auth = { kind: 'sigv4', region, workspaceArn: WORKSPACE } as const;
  const prometheus = { url: `http://127.0.0.1:${server.port}/workspaces/${id}`, auth };
  const query = { metric: { prometheus, query: 'x[$period]' }, statistic: 'Sum', periods: PERIODS };
  const [reading] = await new PrometheusSeries({ config } as never).read([query]);
  return reading?.known ? [...reading.value] : reading?.why;
}

it('answers a function whose role may query the workspace, and records which one it was', async () => {
  expect(await asked('ws-1')).toEqual([[PERIODS.from, 7]]);
  expect(account.policies.asked).toMatchObject([{ action: 'aps:QueryMetrics', resource: WORKSPACE }]);
  expect(account.gateway.calls.where({})).toMatchObject([
    {
      service: 'aps',
      operation: 'QueryMetrics',
      outcome: 'ok',
      caller: { name: 'JudgeSoak', function: 'shop-ShiftWeight' },
    },
  ]);
});

it('denies it to others, and whoever does not sign', async () => {
  account.policies.allows = () => false;
  expect(await asked('ws-1')).toContain('access is denied (HTTP 403)');
  expect(await asked('ws-1', 'us-west-1', 'NOBODY')).toContain('access is denied (HTTP 403)');
  const response = await fetch(`http://127.0.0.1:${server.port}/workspaces/ws-1/api/v1/query_range`);
  expect(response.status).toBe(403);
  expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
});

it('knows its workspaces alone, in their region', async () => {
  expect(await asked('ws-2')).toContain('it answers HTTP 404');
  expect(await asked('ws-1', 'us-east-1')).toContain('it answers HTTP 404');
});
