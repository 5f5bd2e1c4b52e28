import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { Masters } from '../../lib/masters/masters.ts';
import { MastersStack } from '../../lib/masters/masters-stack.ts';
import { Cutover } from '../../lib/migration/cutover.ts';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';
import { SECURITY_CHECKS } from '../../lib/shared/security-checks.ts';
import { appProps, ENV, emptyFunctions, newApp, outputFolder } from './support/synthesize.ts';

interface Report {
  readonly pluginReports: readonly {
    readonly pluginName: string;
    readonly violations: readonly { readonly ruleName: string }[];
  }[];
}

/** What a synth with the checks reports of the shop's stack, after `change`. */
function validate(change: (stack: CutoverStack) => void): Report {
  const outdir = outputFolder();
  const { context } = appProps();
  const app = new App({ outdir, context: { ...context, [SECURITY_CHECKS]: 'true' } });
  change(new CutoverStack(app, 'Shop', { env: ENV, migration: shop, functionSources: emptyFunctions() }));
  const silence = jest.spyOn(console, 'error').mockImplementation(() => {});
  try {
    app.synth();
  } catch (error) {
    expect((error as Error).message).toMatch(/validation-report\.json/);
  } finally {
    silence.mockRestore();
  }
  return JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
}

const findings = ({ pluginReports }: Report): string[] =>
  pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));

describe('a synth with the security checks', () => {
  it("finds nothing in the stacks of a migration and of masters, nor in one's own with both", () => {
    const functionSources = emptyFunctions();
    const report = validate((stack) => {
      const app = App.of(stack) as App;
      new MastersStack(app, 'Masters', { env: ENV, masters: shopMasters, functionSources });
      const own = new Stack(app, 'Own', { env: ENV });
      new Cutover(own, 'Cutover', { migration: { ...shop, name: 'shop-eu' }, functionSources });
      const masters = { ...shopMasters, cluster: 'eu.shop.test', name: 'eu-masters' };
      new Masters(own, 'Masters', { masters, functionSources });
    });
    expect(findings(report)).toEqual([]);
  });

  it('finds what has no reason: the same rules, on a role that nobody explained', () => {
    const report = validate((stack) => {
      const role = new Role(stack, 'Careless', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      role.addToPolicy(new PolicyStatement({ actions: ['s3:*'], resources: ['*'] }));
    });
    expect(findings(report)).toEqual(
      expect.arrayContaining(['AwsSolutions-IAM5[Action::s3:*]', 'AwsSolutions-IAM5[Resource::*]']),
    );
  });
});

describe('a synth without them', () => {
  it('runs no rules, which take longer than all the rest', () => {
    const outdir = outputFolder();
    const app = newApp(outdir);
    new CutoverStack(app, 'Shop', { env: ENV, migration: shop, functionSources: emptyFunctions() });
    app.synth();
    expect(existsSync(join(outdir, 'Shop.template.json'))).toBe(true);
    expect(existsSync(join(outdir, 'validation-report.json'))).toBe(false);
  });
});
