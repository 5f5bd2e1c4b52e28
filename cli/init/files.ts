/** What `init` writes, as texts. */

/** The file that people edit. */
export const MIGRATION_FILE = 'lib/cutover.ts';

const MIGRATION = `import type { App } from 'aws-cdk-lib';
import { CutoverStack } from 'kops-cutover';

/** The migration. Replace every example value by yours, then run: npx kops-cutover plan */
export function addCutover(app: App): void {
  new CutoverStack(app, 'Cutover', {
    // The account and the region of the cluster.
    env: { account: '111122223333', region: 'us-west-1' },
    migration: {
      name: 'shop',
      // A public hosted zone of Route 53, and the names in it that move.
      zones: [{ id: 'Z0123456789EXAMPLE', name: 'example.com', records: ['www.example.com'] }],
      // The load balancer in front of the cluster's ingress.
      target: { loadBalancer: 'k8s-ingress-9876543210.us-west-1.elb.amazonaws.com' },
      // Alarms of CloudWatch. Each of them rolls back.
      alarms: ['cluster-5xx'],
      notify: { emails: ['oncall@example.com'] },
    },
  });
}
`;

const APP = `import { App } from 'aws-cdk-lib';
import { addCutover } from '../lib/cutover.ts';

addCutover(new App());
`;

/** Node reads TypeScript itself, so nothing is compiled: this is for editors and \`npx tsc\`. */
const COMPILER = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['bin', 'lib'],
};

const IGNORED = 'node_modules/\ncdk.out/\n.rehearsal/\n';

/** Of a project that has no CDK app yet, beside package.json. */
export const NEW_FILES: Readonly<Record<string, string>> = {
  [MIGRATION_FILE]: MIGRATION,
  'bin/app.ts': APP,
  'cdk.json': json({ app: 'node bin/app.ts' }),
  'tsconfig.json': json(COMPILER),
  '.gitignore': IGNORED,
};

/** Of a project that has one. */
export const ADDED_FILES: Readonly<Record<string, string>> = { [MIGRATION_FILE]: MIGRATION };

export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
