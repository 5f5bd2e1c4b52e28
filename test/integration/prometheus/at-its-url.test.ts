import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PrometheusAuth } from '../../../lambdas/migration/contract/prometheus-settings.ts';
import { SimulatedNetwork } from '../../../rehearsal/network/simulated-network.ts';
import { publicAuthority } from '../../../rehearsal/scenes/migration/front-doors.ts';
import { madeUpValue } from '../../../rehearsal/scenes/migration/made-up-values.ts';
import { Prometheus, prometheusTokens } from '../../../rehearsal/scenes/migration/prometheus.ts';
import type { World } from '../../../rehearsal/world/world.ts';
import { LineClient } from '../../support/line-client.ts';
import { shopEstate } from '../../support/shop.ts';
import { BEGIN, scrapedMinutes } from './some-prometheus.ts';

const SECRET = 'arn:aws:secretsmanager:us-west-1:111122223333:secret:shop/prometheus';
const { value, token } = madeUpValue('secret shop/prometheus');
const { username, password } = JSON.parse(value);
const BASIC = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const QUERIES = [
  { query: 'requests[$period]', gives: { of: 'legacy', counts: 'requests', as: 'total', hasZeros: true } },
  { query: 'slow[$period]', gives: { of: 'legacy', counts: 'latency', as: 'milliseconds', hasZeros: false } },
] as const;
const NAMED = 'https://prometheus.shop.test';
const ADDRESSED = 'https://203.0.113.77';

/** Asks for each line that it reads as a function does, and writes what came of it. */
const CLIENT = `
require('node:readline').createInterface(process.stdin).on('line', async (line) => {
  const { url, authorization, query } = JSON.parse(line);
  const body = new URLSearchParams({ query, start: '${BEGIN / 1000 + 600}', end: '${BEGIN / 1000 + 600}', step: '600' });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(authorization && { authorization }) };
  const said = await fetch(url + '/api/v1/query_range', { method: 'POST', headers, body }).then(
    async (response) => response.status + ' ' + (await response.text()).trim(),
    (error) => error.cause?.code ?? error.message,
  );
  console.log(said);
});`;

function estateWith(...servers: readonly (readonly [url: string, auth?: PrometheusAuth])[]) {
  const metrics = servers.map(([url, auth], i) => {
    const prometheus = { url, ...(auth && { auth }) };
    const side = {
      measured: { prometheus, query: 'slow[$period]' },
      requests: { prometheus, query: 'requests[$period]' },
    };
    const tolerance = { absolute: 0, relative: 0 };
    return { name: `${i}`, statistic: 'Average', legacy: side, cluster: side, tolerance };
  });
  const { settings, ...estate } = shopEstate();
  return { ...estate, settings: { ...settings, compare: { falseAlarms: 0.01, metrics } } };
}

const ESTATE = estateWith(
  [`${NAMED}/shop`, { kind: 'basic', secretArn: SECRET }],
  [`${NAMED}/other`, { kind: 'bearer', secretArn: SECRET }],
  [`${NAMED}:9090`],
  [ADDRESSED],
);

let folder: string;
let prometheus: Prometheus;
let client: LineClient;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prometheus-at-its-url-'));
  const internet = { network: new SimulatedNetwork(folder), authority: await publicAuthority() };
  const trusted = join(folder, 'trusted.pem');
  writeFileSync(trusted, internet.authority.root.cert);
  prometheus = new Prometheus(QUERIES);
  const world = { scraped: scrapedMinutes() } as World;
  const seen = { worldNow: () => world, awsUrl: () => 'http://127.0.0.1:1' };
  await prometheus.serve({ estate: ESTATE, internet, seen });
  client = new LineClient(internet.network, CLIENT, { NODE_EXTRA_CA_CERTS: trusted });
});

afterAll(async () => {
  await client.end();
  await prometheus.close();
  rmSync(folder, { recursive: true });
});

function said(url: string, authorization?: string, query = 'requests[600s]'): Promise<string> {
  return client.answerTo(JSON.stringify({ url, authorization, query }));
}

describe('The Prometheus of a scene', () => {
  it('answers at the URL of the configuration, whatever its path and port', async () => {
    const requests = /^200 .*"values":\[\[\d+,"10450"\]\]/;
    expect(await said(`${NAMED}/shop`, BASIC)).toMatch(requests);
    expect(await said(`${NAMED}/other`, `Bearer ${token}`)).toMatch(requests);
    expect(await said(`${NAMED}:9090`)).toMatch(requests);
    expect(await said(ADDRESSED)).toMatch(requests);
  });

  it('gives a latency as the statistic by which it is compared', async () => {
    expect(await said(ADDRESSED, undefined, 'slow[600s]')).toMatch(/^200 .*"values":\[\[\d+,"200"\]\]/);
  });

  it('refuses whoever shows something else, as each of its paths has it', async () => {
    expect(await said(`${NAMED}/shop`, `Bearer ${token}`)).toBe('401 Unauthorized');
    expect(await said(`${NAMED}/shop`)).toBe('401 Unauthorized');
    expect(await said(`${NAMED}/other`, BASIC)).toBe('401 Unauthorized');
    expect(await said(NAMED, BASIC)).toBe('404 404 page not found');
  });

  it('has a secret of the account as token, which is put there', () => {
    expect(prometheusTokens(ESTATE)).toEqual([[SECRET, token]]);
  });

  it('can’t be reached while it is away, or elsewhere', async () => {
    prometheus.leaves();
    expect(await said(`${NAMED}/shop`, BASIC)).toBe('EHOSTUNREACH');
    expect(await said(ADDRESSED)).toBe('EHOSTUNREACH');
    prometheus.comesBack();
    expect(await said(`${NAMED}/shop`, BASIC)).toMatch(/^200 /);
    expect(await said(`${NAMED}:9091`)).toBe('EHOSTUNREACH');
    expect(await said('https://prometheus.other.test')).toBe('ENOTFOUND');
  });
});
