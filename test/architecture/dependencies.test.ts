import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const RULES = join(ROOT, '.dependency-cruiser.cjs');

interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string };
}

/** What the dependency rules refuse in the folders below `root`. Whether they hold in the project: `npm run depcruise`. */
async function violationsIn(root: string, folders: readonly string[]): Promise<readonly Violation[]> {
  const program = join(ROOT, 'node_modules/.bin/depcruise');
  const args = ['--config', RULES, '--output-type', 'json', ...folders];
  const { stdout } = await promisify(execFile)(program, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 });
  return JSON.parse(stdout).summary.violations;
}

describe('each rule refuses what it is there for', () => {
  /** By rule: a file, and what it imports that it must not. */
  const REFUSED: Readonly<Record<string, readonly (readonly [file: string, imports: string])[]>> = {
    'migration-knows-no-masters': [
      ['lambdas/migration/swap/other-product.ts', '../../masters/domain/gate.ts'],
      ['lib/migration/other-product.ts', '../masters/masters-stack.ts'],
      ['rehearsal/checks/migration/other-product.ts', '../../shop/masters/cluster.ts'],
    ],
    'masters-know-no-migration': [
      ['lambdas/masters/lease/other-product.ts', '../../migration/domain/pure.ts'],
      ['lib/masters/other-product.ts', '../migration/cutover-stack.ts'],
      ['rehearsal/checks/masters/other-product.ts', '../../shop/migration/zones.ts'],
    ],
    'shared-knows-no-product': [
      ['lambdas/shared/adapters/product.ts', '../../migration/domain/pure.ts'],
      ['lambdas/shared/contract/product.ts', '../../masters/contract/states.ts'],
      ['lib/shared/product.ts', '../masters/masters-stack.ts'],
      ['rehearsal/people/product.ts', '../shop/masters/cluster.ts'],
      ['rehearsal/scenarios/product.ts', './migration/week.ts'],
    ],
    'domain-is-pure': [
      ['lambdas/migration/domain/sdk.ts', '@aws-sdk/client-route-53'],
      ['lambdas/migration/domain/cdk.ts', 'aws-cdk-lib'],
      ['lambdas/migration/domain/schema.ts', 'zod'],
      ['lambdas/migration/domain/files.ts', 'node:fs'],
      ['lambdas/migration/domain/adapter.ts', '../adapters/zone.ts'],
      ['lambdas/migration/domain/runtime.ts', '../runtime/clock.ts'],
      ['lambdas/migration/domain/port.ts', '../ports/zones.ts'],
      ['lambdas/masters/domain/clock.ts', '../../shared/ports/clock.ts'],
    ],
    'contract-stands-alone': [['lambdas/migration/contract/own.ts', '../domain/pure.ts']],
    'ports-are-types': [['lambdas/migration/ports/own.ts', '@aws-sdk/client-route-53']],
    'adapters-know-no-runtime': [['lambdas/migration/adapters/wired.ts', '../runtime/clock.ts']],
    'stack-takes-the-contract-only': [
      ['lib/stack.ts', '../lambdas/migration/domain/pure.ts'],
      ['bin/app.ts', '../lambdas/migration/migrate/shift-weight/handler.ts'],
    ],
    'functions-know-no-stack': [
      ['lambdas/migration/migrate/lower-ttl/stack.ts', '../../../../lib/other.ts'],
      ['lambdas/shared/adapters/rehearsed.ts', '../../../rehearsal/world.ts'],
    ],
    'product-knows-no-rehearsal': [
      ['lib/rehearsed.ts', '../rehearsal/world.ts'],
      ['lib/planned.ts', '../plan/plan.ts'],
      ['lib/taken.ts', '../snapshot/take.ts'],
    ],
    'rehearsal-asks-from-outside': [['rehearsal/checks.ts', '../lambdas/migration/domain/pure.ts']],
    'page-of-a-rehearsal-knows-no-product': [
      ['report/page/knows.ts', '../../lambdas/migration/domain/pure.ts'],
      ['report/rehearsal/knows.ts', '../readiness/page.ts'],
      ['rehearsal/shows.ts', '../report/closed/page.ts'],
    ],
    'regions-are-in-one-place': [
      ['lib/shared/other-list.ts', 'aws-cdk-lib/region-info'],
      ['rehearsal/route53/other-list.ts', 'aws-cdk-lib/region-info'],
    ],
    'functions-are-apart': [
      ['lambdas/migration/migrate/lower-ttl/other.ts', '../shift-weight/handler.ts'],
      ['lambdas/migration/roll-back/restore-legacy/other.ts', '../../migrate/shift-weight/handler.ts'],
    ],
    'what-functions-use-knows-none': [
      ['lambdas/migration/runtime/knows.ts', '../migrate/shift-weight/handler.ts'],
      ['lambdas/shared/runtime/knows.ts', '../../migration/migrate/shift-weight/handler.ts'],
    ],
    'functions-use-dependencies': [['lambdas/migration/migrate/lower-ttl/tool.ts', 'fast-check']],
    'no-cycles': [['lib/circle-a.ts', './circle-b.ts']],
    'no-cycles-of-folders': [
      ['lambdas/migration/one/there.ts', '../two/back.ts'],
      ['rehearsal/one/there.ts', '../two/back.ts'],
    ],
    'everything-resolves': [['lib/lost.ts', './nowhere.ts']],
  };
  /** What the refused imports lead to. */
  const OTHERS: Readonly<Record<string, string>> = {
    'lambdas/migration/domain/pure.ts': 'export const pure = 1;\n',
    'lambdas/migration/adapters/zone.ts': 'export const zone = 1;\n',
    'lambdas/migration/runtime/clock.ts': 'export const clock = 1;\n',
    'lambdas/migration/ports/zones.ts': 'export const zones = 1;\n',
    'lambdas/migration/migrate/shift-weight/handler.ts': 'export const handler = 1;\n',
    'lambdas/migration/one/end.ts': 'export const end = 1;\n',
    'lambdas/migration/two/back.ts': "import '../one/end.ts';\n",
    'lambdas/masters/contract/states.ts': 'export const states = 1;\n',
    'lambdas/masters/domain/gate.ts': 'export const gate = 1;\n',
    'lambdas/shared/ports/clock.ts': 'export const clock = 1;\n',
    'lib/masters/masters-stack.ts': 'export const stack = 1;\n',
    'lib/migration/cutover-stack.ts': 'export const stack = 1;\n',
    'lib/other.ts': 'export const other = 1;\n',
    'lib/circle-b.ts': "import './circle-a.ts';\n",
    'plan/plan.ts': 'export const plan = 1;\n',
    'report/closed/page.ts': 'export const page = 1;\n',
    'report/readiness/page.ts': 'export const page = 1;\n',
    'snapshot/take.ts': 'export const take = 1;\n',
    'rehearsal/world.ts': 'export const world = 1;\n',
    'rehearsal/one/end.ts': 'export const end = 1;\n',
    'rehearsal/two/back.ts': "import '../one/end.ts';\n",
    'rehearsal/scenarios/migration/week.ts': 'export const week = 1;\n',
    'rehearsal/shop/masters/cluster.ts': 'export const cluster = 1;\n',
    'rehearsal/shop/migration/zones.ts': 'export const zones = 1;\n',
  };

  let found: readonly Violation[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'kops-cutover-architecture-'));

  beforeAll(async () => {
    const files = Object.values(REFUSED)
      .flat()
      .map(([file, imports]) => [file, `import '${imports}';\n`] as const);
    for (const [file, text] of [...files, ...Object.entries(OTHERS)]) {
      mkdirSync(join(folder, dirname(file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
    found = await violationsIn(folder, ['bin', 'lib', 'lambdas', 'rehearsal', 'report']);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const cases = Object.entries(REFUSED).flatMap(([rule, refused]) =>
    refused.map(([file, imports]) => ({ rule, file, imports })),
  );

  it.each(cases)('$rule: $file may not import $imports', ({ rule, file }) => {
    // Of a cycle of folders it is the folder that is named.
    const own = found.filter(({ from }) => from === file || from === dirname(file));
    expect(own.map((violation) => violation.rule.name)).toContain(rule);
  });

  it('and none is without such a case', () => {
    const { forbidden } = createRequire(import.meta.url)(RULES) as { forbidden: { name: string }[] };
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(REFUSED).sort());
  });
});
