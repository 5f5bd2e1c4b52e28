/** The faults of the shop's accounts that a snapshot shows are found in a plan as a dry run finds them, and nothing else. */
import { basename } from 'node:path';
import type { Finding } from '../../../lambdas/migration/contract/findings.ts';
import { assess } from '../../../plan/assess/assess.ts';
import { READER, startOfflineAccount } from '../../../plan/offline/account.ts';
import { SHOP_WORLD } from '../../../rehearsal/shop/shop.ts';
import type { FindingKey } from '../../../rehearsal/snapshot/expectation.ts';
import { patched } from '../../../rehearsal/snapshot/patch.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { casesOf } from '../../support/cases.ts';
import { shopSettings } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';

/** When the rehearsed dry runs look. */
const NOW = Date.parse('2027-01-11T08:00:00Z');
const settings = shopSettings();

async function troubleIn(snapshot: Snapshot): Promise<readonly Finding[]> {
  const account = await startOfflineAccount(snapshot, settings, NOW);
  try {
    const { findings } = await assess(settings, snapshot, { url: account.url, accessKey: READER, now: NOW });
    return findings.filter(({ level }) => level !== 'pass');
  } finally {
    await account.stop();
  }
}

const brief = ({ check, code, subject, level }: FindingKey) => `${check} ${subject} ${code} ${level}`;

let intact: ReadonlySet<string>;
beforeAll(async () => {
  intact = new Set((await troubleIn(shopSnapshot())).map(brief));
});

/** Of another app, a plan of this one has nothing to say. */
const OF_SHOP = SHOP_WORLD.faults().filter(({ app }) => app === undefined);
const FAULTS = new Map(OF_SHOP.map((fault) => [basename(fault.path, '.json'), fault]));

/** Those that need nothing but what a snapshot has. */
const SHOWN = [
  ...[
    'alarm-renamed',
    'alarm-without-actions',
    'answers-refused',
    'api-let-in-by-ipv6',
    'api-lets-partner-in',
  ],
  ...['database-certificate-over', 'database-in-one-zone', 'database-public', 'etcd-let-in'],
  ...['etcd-volume-detached', 'external-dns-owns-api', 'ingress-hangs-up-early', 'launch-suspended'],
  ...[
    'master-on-internet',
    'master-too-old',
    'master-unhealthy',
    'network-closed-to-database',
    'no-route-back',
  ],
  ...['open-database', 'peering-expired', 'rbac-off', 'rotation-off', 'run-left-open', 'ssh-by-unknown-list'],
  ...['ssh-let-in-by-hand', 'ssh-open', 'targets-in-one-zone', 'web-acl-on-one-side', 'www-goes-elsewhere'],
];
/** One for each check, of which `npm test` tries all. */
const ALWAYS = [
  'alarm-renamed',
  'database-public',
  'no-route-back',
  'rotation-off',
  'etcd-volume-detached',
  'web-acl-on-one-side',
  'legacy-half-out',
];
const TRIED = new Set([...ALWAYS, ...casesOf([...FAULTS.keys()])]);

it.each([...TRIED])('%s', async (name) => {
  const fault = FAULTS.get(name);
  if (!fault) throw new Error(`The shop's world has no fault ${name}.`);
  const found = (await troubleIn(await patched(shopSnapshot(), [fault]))).map(brief);
  const news = found.filter((each) => !intact.has(each));
  const expected = (fault.expected?.findings ?? []).map((key) => like(brief(key)));
  expect(news.filter((each) => !expected.some((one) => one.test(each)))).toEqual([]);
  if (SHOWN.includes(name))
    expect(expected.filter((one) => !news.some((each) => one.test(each)))).toEqual([]);
});

/** In an expected finding a star stands for any text; the wildcard of a name has a dot after it. */
function like(text: string): RegExp {
  const parts = text.split(/\*(?!\.)/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

it('knows each fault that it says is shown', () => {
  expect(SHOWN.filter((name) => !FAULTS.has(name))).toEqual([]);
});
