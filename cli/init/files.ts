/** What `init` writes, as texts. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_FOLDER } from '#own';

/** The file that people edit. */
export const MIGRATION_FILE = 'lib/cutover.ts';

/** In place of a repository that is not known. */
const EXAMPLE = 'example/shop';

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

const DEPLOY_ROLE_FILE = 'lib/deploy-role.ts';

const deployRole = (repository: string) => `import { type App, Stack } from 'aws-cdk-lib';
import { DeployRole } from 'kops-cutover';

/**
 * The role by which .github/workflows/cutover.yml deploys the migration. If the account has a provider for GitHub already, add
 * provider: OidcProviderNative.fromOidcProviderArn(…). Deploy it once yourself: npx cdk deploy CutoverDeployRole
 */
export function addDeployRole(app: App): void {
  const stack = new Stack(app, 'CutoverDeployRole', {
    // As the migration.
    env: { account: '111122223333', region: 'us-west-1' },
  });
  new DeployRole(stack, 'DeployRole', { repository: '${repository}' });
}
`;

const APP = `import { App } from 'aws-cdk-lib';
import { addCutover } from '../lib/cutover.ts';
import { addDeployRole } from '../lib/deploy-role.ts';

const app = new App();
addCutover(app);
addDeployRole(app);
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

const WORKFLOW_FILE = '.github/workflows/cutover.yml';

export const CDK_FILE = 'cdk.json';
export const CDK_TEXT = json({ app: 'node bin/app.ts' });

type Files = Readonly<Record<string, string>>;

/** Of a project that has a CDK app. @param repository on GitHub, `owner/name` @returns texts by path */
export function addedFiles(repository = EXAMPLE): Files {
  const workflow = readFileSync(join(OWN_FOLDER, 'cli/init/cutover.yml'), 'utf8');
  return {
    [MIGRATION_FILE]: MIGRATION,
    [DEPLOY_ROLE_FILE]: deployRole(repository),
    [WORKFLOW_FILE]: workflow,
  };
}

/** Of a project that has none, beside package.json. */
export function newFiles(repository?: string): Files {
  return {
    ...addedFiles(repository),
    'bin/app.ts': APP,
    [CDK_FILE]: CDK_TEXT,
    'tsconfig.json': json(COMPILER),
    '.gitignore': IGNORED,
  };
}

export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
