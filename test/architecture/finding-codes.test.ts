import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codesAlways, wordsLikeCodes } from './finding-codes.ts';

const RUNBOOK = readFileSync(join(__dirname, '../../docs/runbook.md'), 'utf8');

/** What stands in the sources where codes do, and is none. */
const NO_CODES = new Set([
  // Flags and sources of external-dns.
  ...['annotation-filter', 'aws-zone-tags', 'aws-zone-type', 'domain-filter', 'dry-run', 'exclude-domains'],
  ...['fqdn-template', 'gateway-httproute', 'gateway-label-filter', 'gateway-name', 'gateway-namespace'],
  ...[
    'ingress-class',
    'label-filter',
    'regex-domain-exclusion',
    'regex-domain-filter',
    'service-type-filter',
  ],
  ...['txt-owner-id', 'zone-id-filter'],
  // States of RDS.
  ...['backing-up', 'configuring-enhanced-monitoring', 'configuring-iam-database-auth'],
  ...['configuring-log-exports', 'storage-config-upgrade', 'storage-initialization', 'storage-optimization'],
  // How an exchange fails, a connection is made, a header is called.
  ...['no-connection', 'no-tls', 'tls-failed', 'tls-refused', 'too-large', 'same-vpc', 'transit-gateway'],
]);

describe('The codes of findings', () => {
  const words = wordsLikeCodes();

  it('are found in the sources', () => {
    expect([...words]).toEqual(
      expect.arrayContaining([
        'record-missing',
        'ssh-open',
        'database-no-tls',
        'ttl-too-long',
        'bucket-lifecycle',
      ]),
    );
    expect(words.size).toBeGreaterThan(300);
  });

  it('each have a row in the runbook, but for those of what passes', () => {
    const lacking = [...words].filter((word) => !NO_CODES.has(word) && !RUNBOOK.includes(`\`${word}\``));
    expect(lacking.toSorted()).toEqual([]);
  });

  it.each([
    ['warn', 'warning'],
    ['unknown', 'unknown'],
  ] as const)('are said in their row to be of the level %s, if they always are', (level, word) => {
    const rows = RUNBOOK.split('\n').flatMap((line) => line.match(/^\| ([^|]+) \|/)?.[1] ?? []);
    const codes = codesAlways(level);
    expect(codes.length).toBeGreaterThan(5);
    const silent = codes.filter(
      (code) =>
        !rows.some((row) => row.includes(`\`${code}\``) && row.replaceAll(/`[^`]+`/g, '').includes(word)),
    );
    expect(silent.toSorted()).toEqual([]);
  });

  it('are what the list of other words says they are not', () => {
    expect([...NO_CODES].filter((word) => !words.has(word))).toEqual([]);
  });
});
