import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START } from '../../../rehearsal/estate/home.ts';
import { unusedActions } from '../../../rehearsal/gateway/index.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import type { Snapshot } from '../../../rehearsal/snapshot/snapshot.ts';
import { Staging } from '../../../snapshot/folder/staging.ts';
import { policyFor } from '../../../snapshot/policy.ts';
import { takeAll } from '../../../snapshot/take.ts';
import { wantedBy } from '../../../snapshot/wanted/wanted.ts';
import { shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { differences } from './differences.ts';
import { MAY_BE_UNUSED, NOT_IN_THE_SHOP, NOT_SHOWN, NOT_TAKEN, SHOWN_OTHERWISE } from './explained.ts';
import { type OfflineAccounts, type Person, startAccounts } from './shop-accounts.ts';

const SHOP = shopSnapshot();
const wanted = wantedBy({ migrations: [shopSettings()], masters: [shopMastersSettings()] });

describe('a snapshot of the shop, taken from its accounts by who may do no more', () => {
  let accounts: OfflineAccounts;
  let folder: string;
  let taken: Snapshot;
  const people: Person[] = [];

  beforeAll(async () => {
    accounts = await startAccounts(SHOP);
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
    staging.finish([], START);
    taken = await openSnapshot(folder);
  });
  afterAll(async () => {
    await accounts?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

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
