import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { START } from '../../../rehearsal/estate/home.ts';
import { estateOf } from '../../../rehearsal/estate/migration/estate.ts';
import { misfits } from '../../../rehearsal/estate/migration/misfits.ts';
import { ALARMS } from '../../../rehearsal/snapshot/kinds/cloudwatch.ts';
import { RECORD_SETS } from '../../../rehearsal/snapshot/kinds/route53.ts';
import { readManifest } from '../../../rehearsal/snapshot/manifest.ts';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import { rolesAssumed } from '../../../snapshot/aws/identify.ts';
import { type PolicyDocument, policyFor } from '../../../snapshot/policy.ts';
import { type RunOptions, run } from '../../../snapshot/run.ts';
import { SnapshotNotTaken } from '../../../snapshot/source/trouble.ts';
import { type AccountWanted, wantedBy } from '../../../snapshot/wanted/wanted.ts';
import { HOME, shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { partsWith } from '../../support/synthesised-parts.ts';
import { accounts, SHOP } from './shared-accounts.ts';
import { TAKE } from './take-request.ts';

const wanted = wantedBy({ migrations: [shopSettings()], masters: [shopMastersSettings()] });

describe('a run', () => {
  let folder: string;
  let said: string[];
  const begin = () => {
    folder = mkdtempSync(join(tmpdir(), 'snapshot-'));
    said = [];
  };
  const end = () => rmSync(folder, { recursive: true, force: true });

  const settings = shopSettings();
  const [home] = wanted;
  const parts = partsWith({ migrations: [settings] });
  const zones = settings.zones.filter(({ role }) => !role);
  const ownZones = partsWith({ migrations: [{ ...settings, zones }] });
  async function by(policy: PolicyDocument, more: Partial<RunOptions> = {}): Promise<RunOptions> {
    const { identity } = await accounts.whoMay(HOME.account, policy);
    return {
      folder,
      now: () => START,
      asking: { pace: async () => {}, signal: new AbortController().signal },
      progress: { reads: () => {} },
      say: (line) => said.push(line),
      clientOptions: { ...accounts.clientOptions, ...identity },
      ...more,
    };
  }

  const policy = policyFor(home as AccountWanted);

  /** All but some of the actions. */
  const without = (...actions: readonly string[]): PolicyDocument => ({
    ...policy,
    Statement: policy.Statement.map((each) => ({
      ...each,
      Action: each.Action.filter((action) => !actions.includes(action)),
    })).filter(({ Action }) => Action.length > 0),
  });

  const KUBECTL =
    /^What runs in the cluster only kubectl shows: (\d+) files? to make by hand\. .* --commands$/;

  describe('that nothing stops', () => {
    const [role = ''] = rolesAssumed(wanted, { byAccount: new Map(), general: '' });
    beforeAll(async () => {
      begin();
      await run(parts, TAKE, await by(policyFor(home as AccountWanted, [role])));
    });
    afterAll(end);

    it('keeps what it was asked for, which fits the configuration', async () => {
      expect(readManifest(folder)?.asked?.alarm).toContain('shop-cluster-5xx');
      const snapshot = await openSnapshot(folder);
      expect(misfits(snapshot, [estateOf(settings, snapshot)], START)).toEqual([]);
    });

    it('reads the zones of another account by their role, which may not look at itself', async () => {
      const { files } = await openSnapshot(folder);
      const of = [...files.keys()].filter((file) => file.startsWith('444455556666/'));
      expect(of).toEqual(
        expect.arrayContaining(['444455556666/route53/get-hosted-zone/Z0SHOPEXAMPLE2.json']),
      );
      expect(of.filter((file) => file.includes('/iam/'))).toEqual([]);
      expect(said.filter((line) => line.includes(role))).toEqual([
        `What the role ${role} may do is not read: a rehearsal needs it. Name a profile: --profile 444455556666=<name>`,
      ]);
    });

    it('says what is to be made by hand', () => {
      expect(said.filter((line) => KUBECTL.exec(line)?.[1] === '9')).toHaveLength(1);
    });

    it('hashes what TXT records say', async () => {
      const records = (await openSnapshot(folder))
        .all(RECORD_SETS)
        .flatMap(({ content }) => content.ResourceRecordSets);
      const texts = records
        .filter(({ Type }) => Type === 'TXT')
        .flatMap(({ ResourceRecords = [] }) => ResourceRecords);
      expect(texts.length).toBeGreaterThan(0);
      for (const { Value } of texts) expect(Value).toMatch(/^"(sha256:[0-9a-f]{64}|heritage=)/);
    });
  });

  describe('that is interrupted', () => {
    const byHand = [...SHOP.files].filter(([file]) => file.includes('/kubectl/'));
    const before: string[] = [];
    const after: string[] = [];
    beforeAll(async () => {
      begin();
      const stop = new AbortController();
      const progress = {
        reads: (what: string, pages: number) => {
          if (pages === 0) before.push(what);
          if (what.startsWith('aws cloudwatch')) stop.abort(new Error('Ctrl-C'));
        },
      };
      const first = await by(policy, { progress, asking: { pace: async () => {}, signal: stop.signal } });
      await expect(run(ownZones, TAKE, first)).rejects.toThrow('Ctrl-C');
      await expect(openSnapshot(folder)).rejects.toThrow(/did not finish/);
      for (const [file, content] of byHand) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), JSON.stringify(content));
      }
      const second = await by(policy, {
        progress: { reads: (what, pages) => pages === 0 && after.push(what) },
      });
      await run(ownZones, TAKE, second);
    });
    afterAll(end);

    it('is whole or nothing, and continued by the next one', async () => {
      expect(said[0]).toMatch(/^Continues: \d+ files of an earlier run are there\.$/);
      const again = after.filter((what) => before.includes(what) && !what.startsWith('aws cloudwatch'));
      // Only what no file keeps.
      expect(
        again.filter(
          (what) => !/list-hosted-zones|--filters Name=tag|--target-group-arns|get-web-acl/.test(what),
        ),
      ).toEqual([]);
      expect((await openSnapshot(folder)).find(ALARMS, HOME)?.MetricAlarms.length).toBeGreaterThan(0);
    });

    it('leaves what was made by hand, and asks for the rest of it', async () => {
      expect(byHand).toHaveLength(8);
      const { files } = await openSnapshot(folder);
      for (const [file, content] of byHand) expect(files.get(file)).toEqual(content);
      expect(said.filter((line) => KUBECTL.exec(line)?.[1] === '1')).toHaveLength(1);
    });
  });

  describe('that can not end', () => {
    beforeEach(begin);
    afterEach(end);

    it('tells all that is denied at once, each zone that is not in its account, and where the policy is', async () => {
      const others = ['Z0NONE1', 'Z0NONE2'].map((id) => ({
        id,
        name: `${id}.test.`,
        records: [],
        fenceName: '',
      }));
      const lacking = partsWith({ migrations: [{ ...settings, zones: [...zones, ...others] }] });
      const some = without('kms:ListGrants', 'ec2:DescribeVolumes', 's3:ListBucket');
      const anyZone = { Effect: 'Allow' as const, Action: ['route53:*'], Resource: ['*'] };
      const options = await by({ ...some, Statement: [...some.Statement, anyZone] });
      const failure = await run(lacking, TAKE, options).catch((error) => error);
      expect(failure).toBeInstanceOf(SnapshotNotTaken);
      expect(failure.message.split('\n')).toEqual([
        'The snapshot is not whole.',
        ...['Z0NONE1', 'Z0NONE2'].map(
          (id) =>
            `Account 111122223333 has no hosted zone ${id} (${id}.test). Correct its id in the configuration, or the account of its role.`,
        ),
        ...[
          'aws ec2 describe-volumes: ',
          'aws kms list-grants 5c0ffee0-1234-4abc-8def-0123456789ab: ',
          'aws s3api list-objects-v2 --bucket kops-state-shop --prefix k8s.shop.test/instancegroup/: ',
          'aws s3api list-objects-v2 --bucket kops-state-shop --prefix k8s.shop.test/backups/etcd/: ',
        ].map((what) => expect.stringMatching(new RegExp(`^Account 111122223333 denies ${what}`))),
        'The policy that account 111122223333 needs: npm run snapshot -- --app "node bin/prod.ts" --policy --account 111122223333',
      ]);
      await expect(openSnapshot(folder)).rejects.toThrow(/did not finish/);
    });

    it('reads nothing with credentials of another account', async () => {
      const elsewhere = partsWith({ migrations: [{ ...settings, account: '999988887777', zones }] });
      const failure = await run(elsewhere, TAKE, await by(policy)).catch((error) => error);
      expect(failure.message).toMatch(
        /^Account 999988887777: the credentials are of account 111122223333 \(arn:aws:sts::111122223333:assumed-role\/Shop-reader-\d+\/snapshot\)\. Name a profile of 999988887777: --profile 999988887777=<name>$/,
      );
    });

    it('says what to do if the role of the zones may not be assumed', async () => {
      const failure = await run(parts, TAKE, await by(policy)).catch((error) => error);
      expect(failure.message).toBe(
        'Account 444455556666: these credentials may not assume arn:aws:iam::444455556666:role/shop-cutover-dns, the role of its zones, which may be for the functions alone. Name a profile of 444455556666: --profile 444455556666=<name>',
      );
    });
  });
});
