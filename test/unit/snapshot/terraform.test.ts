import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Json } from '../../../rehearsal/snapshot/json.ts';
import { checked } from '../../../rehearsal/snapshot/open.ts';
import { terraformClaims } from '../../../rehearsal/snapshot/terraform.ts';
import { redactFolder } from '../../../snapshot/redact/folder.ts';
import { onlyClaims, terraformFiles } from '../../../snapshot/terraform.ts';

const record = (address: string, values: object, more: object = {}) => ({
  address,
  mode: 'managed',
  type: 'aws_route53_record',
  name: 'x',
  provider_name: 'registry.terraform.io/hashicorp/aws',
  schema_version: 2,
  values: { zone_id: 'Z1', type: 'A', ttl: 60, records: ['192.0.2.1'], ...values },
  ...more,
});
const WWW = record('aws_route53_record.www', { name: 'www', fqdn: 'www.example.com' });
const WEIGHTED = record('module.dns.aws_route53_record.api["blue"]', {
  name: 'API.example.com',
  set_identifier: 'blue',
  fqdn: null,
});
const WILDCARD = record('module.dns.module.apps.aws_route53_record.all', { name: '*.apps' });
const READ = record('data.aws_route53_record.read', { name: 'read' }, { mode: 'data' });
const EXCLUSIVE = {
  address: 'aws_route53_records_exclusive.all',
  mode: 'managed',
  type: 'aws_route53_records_exclusive',
  values: {
    zone_id: 'Z2',
    resource_record_set: [
      { name: 'only.example.org', type: 'TXT', ttl: 5, resource_records: [{ value: 'secret' }] },
    ],
  },
};
const SECRET = {
  address: 'aws_db_instance.db',
  mode: 'managed',
  type: 'aws_db_instance',
  values: { password: 'secret' },
};
const STATE = {
  format_version: '1.0',
  terraform_version: '1.16.0',
  values: {
    outputs: { password: { value: 'secret', sensitive: true } },
    root_module: {
      resources: [WWW, READ, SECRET, EXCLUSIVE],
      child_modules: [
        {
          address: 'module.dns',
          resources: [WEIGHTED],
          child_modules: [{ address: 'module.dns.module.apps', resources: [WILDCARD] }],
        },
      ],
    },
  },
};

const ZONE = '111122223333/route53/get-hosted-zone/Z1.json';
const FILE = '111122223333/terraform/show/dns.json';
const snapshotWith = (content: object) =>
  checked(
    'account',
    new Map<string, Json>([
      [ZONE, { HostedZone: { Id: '/hostedzone/Z1', Name: 'example.com.', CallerReference: 'x' } }],
      [ZONE.replace('get-hosted-zone', 'list-resource-record-sets'), { ResourceRecordSets: [] }],
      [FILE, content as Json],
    ]),
  );

describe('the records that Terraform claims', () => {
  const claims = [
    { address: 'aws_route53_record.www', zoneId: 'Z1', name: 'www.example.com.', type: 'A', written: 'www' },
    {
      address: 'aws_route53_records_exclusive.all',
      zoneId: 'Z2',
      name: 'only.example.org.',
      type: 'TXT',
      written: 'only.example.org',
    },
    {
      address: 'module.dns.aws_route53_record.api["blue"]',
      zoneId: 'Z1',
      name: 'api.example.com.',
      written: 'API.example.com',
      type: 'A',
      setIdentifier: 'blue',
    },
    {
      address: 'module.dns.module.apps.aws_route53_record.all',
      zoneId: 'Z1',
      name: '\\052.apps.example.com.',
      written: '*.apps',
      type: 'A',
    },
  ].map((claim) => ({
    file: FILE,
    resource: claim.zoneId === 'Z2' ? 'aws_route53_records_exclusive' : 'aws_route53_record',
    overwrites: false,
    ...claim,
  }));

  it('are those of its state, in all modules, as Route 53 names them', async () => {
    expect(terraformClaims(await snapshotWith(STATE)).records).toEqual(claims);
  });

  it('are the same of what is kept, which has no secret', async () => {
    const kept = onlyClaims(STATE);
    expect(terraformClaims(await snapshotWith(kept)).records).toEqual(claims);
    expect(JSON.stringify(kept)).not.toMatch(/secret|192\.0\.2\.1|password|provider_name/);
    expect(onlyClaims(kept)).toEqual(kept);
  });

  it('stand beside the groups that it makes, of which the minimum is kept', async () => {
    const group = {
      address: 'aws_autoscaling_group.web',
      mode: 'managed',
      type: 'aws_autoscaling_group',
      values: { name: 'web', min_size: 3, launch_template: [{ id: 'secret' }] },
    };
    const kept = onlyClaims({ ...STATE, values: { root_module: { resources: [group] } } });
    expect(JSON.stringify(kept)).not.toContain('secret');
    const snapshot = await snapshotWith(kept);
    expect(terraformClaims(snapshot).records).toEqual([]);
    expect(terraformClaims(snapshot).groups).toEqual([
      { file: FILE, address: 'aws_autoscaling_group.web', name: 'web', minimum: 3 },
    ]);
  });

  it('are those of a plan as they will be', async () => {
    const plan = {
      ...STATE,
      values: undefined,
      prior_state: STATE,
      planned_values: { root_module: { resources: [WEIGHTED] } },
    };
    expect(
      terraformClaims(await snapshotWith(JSON.parse(JSON.stringify(plan)))).records.map(
        ({ address }) => address,
      ),
    ).toEqual([WEIGHTED.address]);
  });

  it('are none of an empty state', async () => {
    expect(terraformClaims(await snapshotWith({ format_version: '1.0' })).records).toEqual([]);
  });

  it.each(['0.1', '0.2', '1.0', '1.2', '1.12'])(
    'are read of the format version %s',
    async (format_version) => {
      expect(terraformClaims(await snapshotWith({ ...STATE, format_version })).records).toHaveLength(4);
    },
  );

  it.each(['2.0', '0.3', '1', 'x'])('are refused of the format version %s', async (format_version) => {
    const snapshot = await snapshotWith({ ...STATE, format_version });
    expect(() => terraformClaims(snapshot).records).toThrow(
      `terraform/show/dns.json\n  /format_version: expected a format version 1.x, found "${format_version}"\n  Run: terraform show -json`,
    );
  });

  it('are refused where nobody can read them', async () => {
    const snapshot = await snapshotWith({
      format_version: '1.0',
      values: {
        root_module: { resources: [record('aws_route53_record.x', { zone_id: undefined, name: 'x' })] },
      },
    });
    expect(() => terraformClaims(snapshot).records).toThrow(
      /terraform\/show\/dns\.json\n {2}\/zone_id: .* of aws_route53_record\.x/,
    );
  });
});

describe('a file of Terraform', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'terraform-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text);

  it('is named after itself, also if others are called alike', () => {
    for (const name of ['dns.json', 'state']) put(name, JSON.stringify(STATE));
    const names = terraformFiles(['dns.json', 'state', './dns.json'], folder).map(({ name }) => name);
    expect(names).toEqual(['dns', 'state', 'dns-2']);
  });

  it('is refused, with all others that are none', () => {
    put('raw.json', JSON.stringify({ version: 4, lineage: 'x', resources: [] }));
    put('text.json', 'No state.');
    expect(() => terraformFiles(['raw.json', 'text.json', 'none.json'], folder)).toThrow(
      /^--terraform raw\.json: expected what terraform show -json prints; it is a state, which terraform show -json prints as it is to be: .*\n--terraform text\.json: .*JSON.*\n--terraform none\.json: ENOENT/,
    );
  });

  it('that was made by hand loses all else, too', () => {
    const file = '111122223333/terraform/show/x.json';
    const path = join(folder, 'snapshot');
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), JSON.stringify(STATE));
    expect(redactFolder(path)).toEqual([file]);
    expect(redactFolder(path)).toEqual([]);
  });
});
