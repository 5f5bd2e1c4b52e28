import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type App, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { DeployRole } from '../../lib/github/deploy-role.ts';
import { SECURITY_CHECKS } from '../../lib/shared/security-checks.ts';
import { type Cdk, keptSynth } from './support/kept-synth.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly { readonly ruleName: string }[];
  }[];
}

/** What a synth with the checks finds in an app with the shop's stack and `more`. */
function findings(
  { appProps, migrationStack, newApp, outputFolder }: Cdk,
  more: (app: App, stack: Stack) => void,
): string[] {
  const outdir = outputFolder();
  const { context } = appProps();
  const app = newApp({ outdir, context: { ...context, [SECURITY_CHECKS]: 'true' } });
  more(app, migrationStack(app));
  const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
  try {
    app.synth();
  } catch (error) {
    if (!(error as Error).message.includes('validation-report.json')) throw error;
  } finally {
    silence.mockRestore();
  }
  const { pluginReports }: Report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
  return pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
}

/** The stack of masters, and one's own with both. */
function addOthers({ ENV, mastersIn, mastersStack, migrationIn }: Cdk, app: App): void {
  mastersStack(app, shopMasters, { id: 'Masters' });
  const own = new Stack(app, 'Own', { env: ENV });
  migrationIn(own, 'Cutover', { ...shop, name: 'shop-eu' });
  new DeployRole(own, 'DeployRole', { repository: 'example/shop' });
  mastersIn(own, 'Masters', { ...shopMasters, cluster: 'eu.shop.test', name: 'eu-masters' });
}

/** A role that nobody explained. */
function addCarelessRole(stack: Stack): void {
  const role = new Role(stack, 'Careless', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
}

function filesWithoutChecks({ migrationStack, newApp, outputFolder }: Cdk): string[] {
  const outdir = outputFolder();
  const app = newApp({ outdir });
  migrationStack(app);
  app.synth();
  return readdirSync(outdir);
}

const kept = keptSynth(import.meta.filename, (cdk) => ({
  all: findings(cdk, (app) => addOthers(cdk, app)),
  careless: findings(cdk, (_app, stack) => addCarelessRole(stack)),
  filesWithoutChecks: filesWithoutChecks(cdk),
}));

describe('a synth with the security checks', () => {
  it("finds nothing in the stacks of a migration and of masters, nor in one's own with both", () => {
    expect(kept('all')).toEqual([]);
  });

  it('finds what has no reason: the same rules, on a role that nobody explained', () => {
    expect(kept('careless')).toEqual(
      expect.arrayContaining(['AwsSolutions-IAM5[Action::s3:*]', 'AwsSolutions-IAM5[Resource::*]']),
    );
  });
});

describe('a synth without them', () => {
  it('runs no rules, which take longer than all the rest', () => {
    expect(kept('filesWithoutChecks')).toContain('Shop.template.json');
    expect(kept('filesWithoutChecks')).not.toContain('validation-report.json');
  });
});
