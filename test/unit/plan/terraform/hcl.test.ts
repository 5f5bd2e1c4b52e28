/** What is written is read by the parser that Terraform has, HashiCorp's own in WebAssembly. */

import { resolve } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import fc from 'fast-check';
import { blockInHcl, type Value } from '../../../../plan/terraform/hcl.ts';
import { terraformIn } from '../../../../plan/terraform/terraform.ts';
import type { Json } from '../../../../rehearsal/snapshot/json.ts';
import { openSnapshot } from '../../../../rehearsal/snapshot/open.ts';
import { Snapshot } from '../../../../rehearsal/snapshot/snapshot.ts';
import { shopSettings } from '../../../support/shop.ts';

const FILE = '111122223333/terraform/show/dns.json';
const record = (address: string, name: string, type: string, zone_id = 'Z0SHOPEXAMPLE1') => ({
  address,
  mode: 'managed',
  type: 'aws_route53_record',
  values: { zone_id, name, type },
});

it('is configuration that Terraform reads, block by block', async () => {
  const shop = await openSnapshot(resolve(__dirname, '../../../../rehearsal/worlds/shop/snapshot'));
  const resources = [
    record('aws_route53_record.www', 'www', 'A'),
    record('module.cdn.aws_route53_record.img', 'img', 'CNAME', 'Z0SHOPEXAMPLE2'),
    record('aws_route53_record.apps["a.b"]', '*.apps', 'A'),
    record('aws_route53_record.apps["aaaa"]', '*.apps', 'AAAA'),
  ];
  const state = { format_version: '1.2', values: { root_module: { resources } } } as unknown as Json;
  const files = new Map(shop.files).set(FILE, state);
  const { before, after } = terraformIn(new Snapshot(shop.folder, files), shopSettings()).terraform;

  // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's
  const ignored = { lifecycle: [{ ignore_changes: expect.arrayContaining(['${set_identifier}']) }] };
  expect(await parse('before.tf', before)).toEqual({
    resource: { aws_route53_record: { www: [ignored], img: [ignored], apps: [ignored] } },
  });
  const cluster = 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com';
  const alias = { name: cluster, zone_id: 'Z368ELLRRE2KJ0', evaluate_target_health: true };
  const own = { zone_id: 'Z0SHOPEXAMPLE1', name: '*.apps' };
  const imported = (address: string, id: string) => ({ to: `\${${address}}`, id });
  expect(await parse('after.tf', after)).toEqual({
    resource: {
      aws_route53_record: {
        www: [{ zone_id: 'Z0SHOPEXAMPLE1', name: 'www', type: 'A', alias: [alias] }],
        img: [{ zone_id: 'Z0SHOPEXAMPLE2', name: 'img', type: 'CNAME', ttl: 60, records: [cluster] }],
      },
    },
    locals: [{ moved_apps: { 'a.b': { ...own, type: 'A', alias }, aaaa: { ...own, type: 'AAAA', alias } } }],
    import: [
      imported('aws_route53_record.www', 'Z0SHOPEXAMPLE1_www_A'),
      imported('module.cdn.aws_route53_record.img', 'Z0SHOPEXAMPLE2_img_CNAME'),
      imported('aws_route53_record.apps["a.b"]', 'Z0SHOPEXAMPLE1_*.apps_A'),
      imported('aws_route53_record.apps["aaaa"]', 'Z0SHOPEXAMPLE1_*.apps_AAAA'),
    ],
  });
});

const values: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    fc.string({ unit: 'grapheme-ascii' }),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's
    fc.constantFrom('${x}', '%{ if x }', '$${', '"', '\\', '*.apps'),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .uniqueArray(fc.tuple(fc.stringMatching(/^[a-z][a-z.-]{0,8}$/), tie('value')), {
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((entries) => new Map(entries)),
  ),
})).value;

it('gives each value back', async () => {
  await fc.assert(
    fc.asyncProperty(values, values, async (one, other) => {
      const text = blockInHcl({ type: 'locals', attributes: { a: one, longer: other } });
      expect(await parse('x.tf', text)).toEqual({ locals: [{ a: plain(one), longer: plain(other) }] });
    }),
    { numRuns: 100 },
  );
});

/** As JSON has it; of templates the parser gives the source, in which an escape stands as it was written. */
function plain(value: Value): unknown {
  if (typeof value === 'string') return value.replaceAll(/[$%](?=\{)/g, '$&$&');
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, each]) => [name, plain(each)]));
  return Array.isArray(value) ? value.map(plain) : value;
}
