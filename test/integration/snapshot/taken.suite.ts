import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '../../../rehearsal/estate/home.ts';
import { unusedActions } from '../../../rehearsal/gateway/index.ts';
import { madeUpValue } from '../../../rehearsal/scenes/migration/made-up-values.ts';
import { SECRETS } from '../../../rehearsal/snapshot/kinds/secretsmanager.ts';
import { PARAMETERS } from '../../../rehearsal/snapshot/kinds/ssm.ts';
import { recordedMetrics } from '../../../rehearsal/snapshot/metrics.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { Staging } from '../../../snapshot/folder/staging.ts';
import { policyFor } from '../../../snapshot/policy.ts';
import { takeAll } from '../../../snapshot/take.ts';
import { wantedBy } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { differences } from './differences.ts';
import { MAY_BE_UNUSED, NOT_IN_THE_SHOP, NOT_SHOWN, NOT_TAKEN, SHOWN_OTHERWISE } from './explained.ts';
import { accounts, SHOP } from './shared-accounts.ts';
import type { Person } from './shop-accounts.ts';

const wanted = wantedBy({ migrations: [shopSettings()], masters: [shopMastersSettings()] });

describe('a snapshot of the shop, taken from its accounts by who may do no more', () => {
  let folder: string;
  let taken: Snapshot;
  const people: Person[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
    for (const each of wanted) people.push(await accounts.whoMay(each.account, policyFor(each)));
    const identities = new Map(wanted.map(({ account }, i) => [account, people[i]?.identity ?? {}]));
    const staging = new Staging(folder, wanted, START);
    const answered = await takeAll(wanted, {
      staging,
      keepTxt: true,
      identities,
      asking: { pace: async () => {}, signal: new AbortController().signal },
      progress: { reads: () => {} },
      clientOptions: accounts.clientOptions,
    });
    expect(answered.flatMap(({ denials }) => denials)).toEqual([]);
    staging.finish([], {}, START);
    taken = await openSnapshot(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('uses each right of the policy', () => {
    const roles = people.map(({ role }, i) => ({
      role,
      functions: ['snapshot'],
      policies: [{ name: 'Snapshot', document: policyFor(wanted[i] as (typeof wanted)[number]) }],
    }));
    const report = unusedActions(accounts.gateway.calls, roles, MAY_BE_UNUSED);
    expect(report.unused).toEqual([]);
    expect(report.idleExceptions).toEqual([]);
  });

  it('has the files that the shop has', () => {
    const [of, there] = [SHOP, taken].map(({ files }) => [...files.keys()]);
    expect(of?.filter((file) => !there?.includes(file) && !NOT_TAKEN.test(file))).toEqual([]);
    expect(there?.filter((file) => !of?.includes(file) && !NOT_IN_THE_SHOP.test(file))).toEqual([]);
  });

  it('has two weeks of what the load balancers count and the alarms watch, each once', () => {
    const metrics = recordedMetrics(taken, HOME);
    const names = metrics.map(
      ({ namespace, metricName, statistic, dimensions }) =>
        `${namespace} ${metricName} ${statistic} ${Object.values(dimensions).join(' ')}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'AWS/ELB RequestCount Sum legacy-shop',
        'AWS/ApplicationELB RequestCount Sum app/k8s-ingress/50dc6c495c0c9188',
        'AWS/ApplicationELB HealthyHostCount Minimum app/k8s-ingress/50dc6c495c0c9188 targetgroup/k8s-ingress-nodes/73e2d6bc24d8a067',
      ]),
    );
    const until = START - 5 * 60_000;
    for (const each of metrics) {
      expect(each).toMatchObject({
        periodSeconds: 60,
        spans: [{ from: until - 14 * 24 * 3_600_000, until }],
      });
      expect(each.times).toHaveLength(2);
    }
  });

  it('has what kops keeps of the cluster, and no value of a secret or a parameter', () => {
    expect(taken.objects).toEqual(SHOP.objects);
    const secrets = SHOP.find(SECRETS, HOME)?.SecretList.map(({ Name }) => `secret ${Name}`) ?? [];
    const parameters = SHOP.find(PARAMETERS, HOME)?.Parameters.map(({ Name }) => `parameter ${Name}`) ?? [];
    const text = JSON.stringify([[...taken.files.values()], [...taken.objects]]);
    for (const name of [...secrets, ...parameters]) {
      // The other app that asks a Prometheus names that one.
      expect(text.includes(name.replace(/^\w+ /, ''))).toBe(name !== 'secret shop/prometheus');
      expect(text).not.toContain(madeUpValue(name).value);
    }
  });

  it('has in them what the shop has, as far as the offline AWS shows it', () => {
    const found = [...taken.files].flatMap(([file, content]) => {
      const call = file.replace(/^\d+\/([a-z]{2}-[a-z]+-\d\/)?/, '').replace(/\.json$/, '');
      const of = SHOP.files.get(file);
      return of === undefined ? [] : differences(content, of).map((place) => `${call} ${place}`);
    });
    const explained = [NOT_SHOWN, ...SHOWN_OTHERWISE];
    expect(found.filter((each) => !explained.some((pattern) => pattern.test(each)))).toEqual([]);
    // What explains nothing any more is gone.
    expect(explained.filter((pattern) => !found.some((each) => pattern.test(each)))).toEqual([]);
  });
});
