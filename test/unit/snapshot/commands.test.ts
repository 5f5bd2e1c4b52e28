import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openSnapshot } from '../../../rehearsal/snapshot/open.ts';
import type { Profiles } from '../../../snapshot/aws/identify.ts';
import { commandsFor } from '../../../snapshot/commands.ts';
import { shopMastersSettings, shopSettings } from '../../support/shop.ts';
import { shopSnapshot } from '../../support/shop-snapshot.ts';
import { partsWith } from '../../support/synthesised-parts.ts';

const SHOP = shopSnapshot();
const NOW = Date.parse('2027-01-04T08:00:00Z');
const ALIAS = 'arn:aws:kms:us-west-1:111122223333:alias/shop';
const parts = partsWith({ migrations: [shopSettings()], masters: [shopMastersSettings()] });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const commands = (profiles: Profiles = { byAccount: new Map(), general: '' }) =>
  commandsFor(parts, folder, NOW, profiles);

function put(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** Who runs them in the shop's accounts gets the shop's files, and an answer without data for each input of metrics. */
function carryOut(lines: readonly string[]): void {
  lines.forEach((line, i) => {
    const [, file = '', command = ''] = /^save (\S+) (.*)$/.exec(line) ?? [];
    const content = SHOP.files.get(file);
    if (command.startsWith('cat ')) put(file, lines[i + 1] ?? '');
    else if (command.includes('--cli-input-json')) {
      const [, input = ''] = /file:\/\/(\S+)/.exec(command) ?? [];
      put(file, JSON.stringify(answerTo(JSON.parse(written.get(input) ?? ''))));
    } else if (content !== undefined) put(file, JSON.stringify(content));
    if (command.startsWith('cat ')) written.set(file, lines[i + 1] ?? '');
  });
}
const written = new Map<string, string>();

const answerTo = ({ MetricDataQueries }: { MetricDataQueries: readonly { Id: string }[] }) => ({
  MetricDataResults: MetricDataQueries.map(({ Id }) => ({
    Id,
    Timestamps: [],
    Values: [],
    StatusCode: 'Complete',
  })),
});

describe('the commands for who makes a snapshot by hand', () => {
  it('lead, round by round, to one that can be used', async () => {
    const rounds: string[][] = [];
    for (let lines = await commands(); ; lines = await commands()) {
      // What AWS has nothing of is asked for again.
      const isNew = lines.some((line) => line.startsWith('save ') && !rounds.flat().includes(line));
      if (!isNew) break;
      rounds.push([...lines]);
      carryOut(lines);
    }
    expect(rounds.length).toBeGreaterThan(1);
    expect(rounds.length).toBeLessThan(6);
    const { files } = await openSnapshot(folder);
    const looked = /Z0SHOPPRIVATE|iam\/get-role-policy|get-managed-prefix/;
    const lacking = [...SHOP.files.keys()].filter((file) => !files.has(file) && !looked.test(file));
    expect(lacking).toEqual([]);
    expect([...files.keys()].filter((file) => file.includes('get-metric-data/')).length).toBeGreaterThan(1);
  });

  it('name by its ARN what the file is named by its name, once it is known', async () => {
    carryOut(await commands());
    expect(await commands()).toContain(
      'save 111122223333/us-west-1/elbv2/describe-target-health/k8s-ingress-nodes.json aws elbv2 describe-target-health --target-group-arn arn:aws:elasticloadbalancing:us-west-1:111122223333:targetgroup/k8s-ingress-nodes/73e2d6bc24d8a067 --region us-west-1 --output json',
    );
  });

  it('say for what to run them if only a listing knows', async () => {
    const lines = await commands();
    const at = lines.findIndex((line) => line.includes('list-hosted-zones'));
    expect(lines.slice(at, at + 2)).toEqual([
      '# For each that this prints:  aws route53 list-hosted-zones --hosted-zone-type PrivateHostedZone',
      '#   save 111122223333/route53/get-hosted-zone/<zone>.json aws route53 get-hosted-zone --id <zone> --output json',
    ]);
    expect(lines).toContain(
      "aws s3 sync s3://kops-state-shop/k8s.shop.test/backups/etcd/ objects/kops-state-shop/k8s.shop.test/backups/etcd/ --exclude '*' --include '*/control/*'",
    );
  });

  it('ask whose an alias of a key is until a list of aliases says it', async () => {
    const own = partsWith({
      migrations: [{ ...shopSettings(), keys: [{ arn: ALIAS, usedBy: [], roles: [] }] }],
    });
    const asked = async () =>
      (await commandsFor(own, folder, NOW, { byAccount: new Map(), general: '' })).filter((line) =>
        /alias\/|k1/.test(line),
      );
    expect(await asked()).toContainEqual(expect.stringContaining(`aws kms describe-key --key-id ${ALIAS}`));
    const kms = '111122223333/us-west-1/kms';
    put(`${kms}/list-aliases/k1.json`, JSON.stringify({ Aliases: [{ AliasName: 'alias/shop' }] }));
    expect((await asked()).map((line) => line.split(' ')[1])).toEqual([`${kms}/describe-key/k1.json`]);
    put(`${kms}/describe-key/k1.json`, JSON.stringify({ KeyMetadata: { KeyId: 'k1', KeyState: 'Enabled' } }));
    expect((await asked()).map((line) => line.split(' ')[1])).toEqual(
      ['get-key-policy', 'list-grants', 'get-key-rotation-status'].map((call) => `${kms}/${call}/k1.json`),
    );
  });

  it('ask for values of deploy time, and then for what they name', async () => {
    const settings = shopSettings();
    const zones = settings.zones.slice(0, 1).map((zone) => ({ ...zone, id: `\${Token[${0}]}` }));
    const [migration] = partsWith({ migrations: [{ ...settings, zones }] }).migrations;
    if (!migration) throw new Error('no migration');
    const tokens = { 'Fn::Join': ['', ['["', { 'Fn::ImportValue': 'dns-zone' }, '"]']] };
    const own = { migrations: [{ ...migration, tokens }], masters: [] };
    const asked = async () => {
      const lines = await commandsFor(own, folder, NOW, { byAccount: new Map(), general: '' });
      const commands = lines.flatMap(
        (line) => /aws (cloudformation|route53 get-hosted-zone) .*/.exec(line)?.[0] ?? [],
      );
      // Which private zones there are, only a listing shows.
      return commands.filter((command) => !command.includes('<zone>'));
    };
    expect(await asked()).toEqual(['aws cloudformation list-exports --region us-west-1 --output json']);
    const exports = { Exports: [{ Name: 'dns-zone', Value: 'Z0EXPORTED' }] };
    put('111122223333/us-west-1/cloudformation/list-exports.json', JSON.stringify(exports));
    expect(await asked()).toEqual(['aws route53 get-hosted-zone --id Z0EXPORTED --output json']);
  });

  it.each(['', '{', '[]', '{}'])('are there again if a file has %j, which is no answer', async (text) => {
    for (let i = 0; i < 3; i++) carryOut(await commands());
    const files = ['autoscaling/describe-auto-scaling-groups', 'cloudwatch/get-metric-data-input/alarms'].map(
      (name) => `111122223333/us-west-1/${name}.json`,
    );
    const begins = (lines: readonly string[]) =>
      files.filter((file) => lines.some((line) => line.startsWith(`save ${file} `)));
    expect(begins(await commands())).toEqual([]);
    for (const file of files) put(file, text);
    expect(begins(await commands())).toEqual(files);
  });

  it('are those of each account, with its profile', async () => {
    const lines = await commands({ byAccount: new Map([['444455556666', 'dns']]), general: '' });
    const of = lines.slice(lines.indexOf('# Account 444455556666'));
    expect(of[1]).toBe(
      'save 444455556666/route53/get-hosted-zone/Z0SHOPEXAMPLE2.json aws route53 get-hosted-zone --id Z0SHOPEXAMPLE2 --output json --profile dns',
    );
    expect(lines.filter((line) => line.includes('--profile')).every((line) => of.includes(line))).toBe(true);
    expect(lines.filter((line) => line.includes('kubectl')).length).toBe(9);
  });

  it('have the profile for all others but where a role is assumed with it', async () => {
    const lines = await commands({ byAccount: new Map(), general: "Mia's" });
    const [home, other] = ['111122223333', '444455556666'].map((account) =>
      lines.indexOf(`# Account ${account}`),
    );
    const own = lines.slice(home, other).filter((line) => / aws (?!s3 )/.test(line));
    expect(own.length).toBeGreaterThan(30);
    expect(own.filter((line) => !line.endsWith(String.raw` --profile 'Mia'\''s'`))).toEqual([]);
    expect(lines.slice(other).filter((line) => line.includes('--profile'))).toEqual([]);
  });
});
