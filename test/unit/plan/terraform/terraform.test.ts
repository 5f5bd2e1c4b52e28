import { resolve } from 'node:path';
import type { MigrationSettings } from '../../../../lambdas/migration/contract/settings.ts';
import { terraformIn } from '../../../../plan/terraform/terraform.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';
import { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { shopSettings } from '../../../support/shop.ts';

const ZONE = 'Z0SHOPEXAMPLE1';
const CDN = 'Z0SHOPEXAMPLE2';
const FILE = '111122223333/terraform/show/dns.json';

let shop: Snapshot;
let settings: MigrationSettings;
beforeAll(async () => {
  shop = await openSnapshot(resolve(__dirname, '../../../../rehearsal/worlds/shop/snapshot'));
  settings = shopSettings();
});

const record = (address: string, name: string, type = 'A', more: object = {}) => ({
  address,
  mode: 'managed',
  type: 'aws_route53_record',
  values: { zone_id: ZONE, name, type, ...more },
});

function told(...resources: readonly object[]) {
  const state = { format_version: '1.0', values: { root_module: { resources } } } as unknown as Json;
  return terraformIn(new Snapshot(shop.folder, new Map(shop.files).set(FILE, state)), settings);
}

const codes = (found: ReturnType<typeof told>) =>
  found.findings.map(({ subject, code, level }) => `${subject} ${code} ${level}`);

describe('what Terraform would do to a migration', () => {
  it('is nothing where it makes none of the records that move', () => {
    const found = told(
      record('aws_route53_record.mx', 'shop.test', 'MX'),
      record('aws_route53_record.other', 'other'),
      { ...record('aws_route53_record.elsewhere', 'www'), values: { zone_id: 'Z9', name: 'www', type: 'A' } },
    );
    expect(found).toEqual({ findings: [], terraform: { before: '', after: '' } });
  });

  it('is told once for a block, with all that it makes', () => {
    const found = told(
      record('aws_route53_record.web["a"]', 'www', 'A'),
      record('aws_route53_record.web["aaaa"]', 'www.shop.test', 'AAAA'),
      record('aws_route53_record.web["api"]', 'api', 'A'),
    );
    expect(codes(found)).toEqual(['aws_route53_record.web terraform-reverts warn']);
    expect(found.findings[0]?.seen).toBe(`By ${FILE} it makes www.shop.test (A, AAAA), api.shop.test (A).`);
  });

  it('is told of modules with keys as of one block', () => {
    const found = told(
      record('module.dns["eu.west"].aws_route53_record.web', 'www'),
      record('module.dns["us"].aws_route53_record.web', 'api'),
    );
    expect(codes(found)).toEqual(['module.dns.aws_route53_record.web terraform-reverts warn']);
  });

  it('says what allow_overwrite does', () => {
    const [plain] = told(record('aws_route53_record.www', 'www')).findings;
    const [overwriting] = told(
      record('aws_route53_record.www', 'www', 'A', { allow_overwrite: true }),
    ).findings;
    expect(plain?.toDo).not.toContain('allow_overwrite');
    expect(overwriting?.toDo).toContain('Remove allow_overwrite.');
  });

  it('is no failing apply where only a TTL changes, as of a name that follows another one', () => {
    const found = told(record('aws_route53_record.blog', 'blog', 'CNAME'));
    expect(found.findings[0]?.why).toBe('An apply sets the TTL back.');
    expect(found.findings[0]?.toDo).not.toContain("Don't apply");
    expect(found.terraform.before).toContain('ignore_changes = [ttl]');
    expect(found.terraform.after).not.toContain('import');
  });

  it('is told of a claim that the zone does not explain', () => {
    const found = told(
      record('aws_route53_record.www', 'www', 'CNAME'),
      record('aws_route53_record.api', 'api', 'A', { set_identifier: 'blue' }),
    );
    expect(codes(found)).toEqual([
      'aws_route53_record.www terraform-claim-unexplained warn',
      'aws_route53_record.api terraform-claim-unexplained warn',
    ]);
    expect(found.findings[1]?.seen).toContain('api.shop.test A with the set identifier blue');
  });

  it('is the end of the fence where a resource has the whole zone', () => {
    const found = told({
      ...record('aws_route53_records_exclusive.all', ''),
      type: 'aws_route53_records_exclusive',
      values: { zone_id: ZONE, resource_record_set: [{ name: 'www.shop.test', type: 'A' }] },
    });
    expect(codes(found)).toEqual(['aws_route53_records_exclusive.all terraform-exclusive warn']);
    expect(found.terraform.before).toContain('ignore_changes = [resource_record_set]');
  });
});

describe("the minimum of legacy's hosts", () => {
  const group = (name: string | null) => ({
    address: 'module.web.aws_autoscaling_group.this',
    mode: 'managed',
    type: 'aws_autoscaling_group',
    values: { name, min_size: 2, tag: [{ key: 'secret' }] },
  });

  it("is said where Terraform makes legacy's group, whose minimum it sets back", () => {
    const { findings } = told(group('legacy-shop'));
    expect(findings).toMatchObject([
      {
        subject: 'module.web.aws_autoscaling_group.this',
        code: 'terraform-scales-legacy',
        level: 'warn',
        seen: `By ${FILE} it makes legacy's Auto Scaling group legacy-shop with a minimum of 2.`,
      },
    ]);
  });

  it('is no matter of other groups, or of one whose name is not known yet', () => {
    expect(told(group('nodes-us-west-1a.k8s.shop.test'), group(null)).findings).toEqual([]);
  });
});

describe('what to write into its configuration', () => {
  it('is for an alias what changes, and what it leads to afterwards', () => {
    expect(told(record('aws_route53_record.www', 'www')).terraform).toEqual({
      before: `# ${FILE}
resource "aws_route53_record" "www" {
  # all that the block has now, and:

  lifecycle {
    ignore_changes = [alias, set_identifier, weighted_routing_policy]
  }
}
`,
      after: `# ${FILE}
resource "aws_route53_record" "www" {
  zone_id = "${ZONE}"
  name    = "www"
  type    = "A"

  alias {
    name                   = "k8s-ingress-9876543210.us-west-1.elb.amazonaws.com"
    zone_id                = "Z368ELLRRE2KJ0"
    evaluate_target_health = true
  }
}

import {
  to = aws_route53_record.www
  id = "${ZONE}_www_A"
}
`,
    });
  });

  it('is for a CNAME also its TTL', () => {
    const { before, after } = told(
      record('aws_route53_record.img', 'img.shop-cdn.test', 'CNAME', { zone_id: CDN }),
    ).terraform;
    expect(before).toContain('[records, set_identifier, ttl, weighted_routing_policy]');
    expect(after).toContain(`  ttl     = 60
  records = ["k8s-ingress-9876543210.us-west-1.elb.amazonaws.com"]
`);
  });

  it('is for the instances of a block their values, and no block that would end the others', () => {
    const { after } = told(
      record(`module.dns.aws_route53_record.web-names["\\"q\\".$\${x}"]`, '*.apps'),
      record('module.dns.aws_route53_record.counted[0]', 'api'),
    ).terraform;
    expect(after).not.toContain('resource');
    expect(after).toContain(`locals {
  moved_web_names = {
    "\\"q\\".$\${x}" = {
      "zone_id" = "${ZONE}"
      "name"    = "*.apps"
`);
    expect(after).toContain('moved_counted = {\n    "0" = {');
    expect(after).toContain('to = module.dns.aws_route53_record.counted[0]\n');
  });

  it("is for a module's instances the values of each, by the module's key", () => {
    const { before, after } = told(
      record('module.clubs["de"].aws_route53_record.wild', '*.apps'),
      record('module.clubs["at"].aws_route53_record.wild', 'api'),
    ).terraform;
    expect(after).not.toContain('resource');
    const heading = `# ${FILE}, module.clubs["de"], module.clubs["at"]`;
    expect(after).toContain(`${heading}, aws_route53_record.wild: these instances`);
    expect(after).toContain(
      '# In the root module, by the keys of the instances: give each instance of module.clubs',
    );
    expect(after).toContain('moved_clubs_wild = {\n    "de" = {\n      "zone_id" =');
    expect(after).toMatch(/"de" = \{\n[^}]*"\*\.apps"[\s\S]*"at" = \{\n[^}]*"api"/);
    expect(before).toContain(`${heading}\n# Hides changes to all instances of the block`);
  });

  it('loses no instance of a module whose instances have the same keys', () => {
    const { after } = told(
      record('module.all.module.clubs["de"].module.in.aws_route53_record.wild[0]', '*.apps'),
      record('module.all.module.clubs["at"].module.in.aws_route53_record.wild[0]', 'api'),
    ).terraform;
    expect(after).toContain('# In module.all, by the keys');
    expect(after).toMatch(
      /moved_clubs_in_wild = \{\n {4}"de" = \{\n {6}"0" = \{[^}]*"\*\.apps"[\s\S]*"at" = \{\n {6}"0" = \{[^}]*"api"/,
    );
  });

  it('loses none of what a block made before it had keys', () => {
    const { after } = told(
      record('aws_route53_record.web', 'www'),
      record('aws_route53_record.web["api"]', 'api'),
    ).terraform;
    expect(after).toContain('resource "aws_route53_record" "web"');
    expect(after).toContain('moved_web = {\n    "api" = {');
  });

  it('has no name of a local value twice, however alike the blocks are called', () => {
    const { after } = told(
      record('aws_route53_record.a-b["x"]', 'www'),
      record('aws_route53_record.a_b["x"]', 'api'),
      record('module.a["x"].aws_route53_record.b', 'www', 'AAAA'),
    ).terraform;
    expect(after.match(/moved_\w+(?= = )/g)).toEqual(['moved_a_b', 'moved_a_b_2', 'moved_a_b_3']);
  });

  it('is one block for a resource that has several whole zones', () => {
    const whole = (key: string, zone: string) => ({
      ...record(`module.dns["a.b]"].aws_route53_records_exclusive.all["${key}"]`, ''),
      type: 'aws_route53_records_exclusive',
      values: { zone_id: zone, resource_record_set: [{ name: 'www.shop.test', type: 'A' }] },
    });
    const { before } = told(whole('x', ZONE), whole('y.z]', CDN)).terraform;
    expect(before.match(/resource "aws_route53_records_exclusive" "all"/g)).toHaveLength(1);
    expect(before).toContain(`# ${FILE}, module.dns["a.b]"]\n`);
  });
});
