import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { Masters } from '../../lib/masters/masters.ts';
import type { MigrationConfig } from '../../lib/migration/config/migration-config.ts';
import { Cutover } from '../../lib/migration/cutover.ts';
import { SECURITY_CHECKS } from '../../lib/shared/security-checks.ts';
import { changedBefore } from './support/order.ts';
import { appProps, ENV, emptyFunctions, newApp, outputFolder } from './support/synthesize.ts';
import { Template } from './support/template.ts';

const functionSources = emptyFunctions();
const migrationIn = (stack: Stack, id: string, migration: MigrationConfig = shop): Cutover =>
  new Cutover(stack, id, { migration, functionSources });
const mastersIn = (stack: Stack, id: string): Masters =>
  new Masters(stack, id, { masters: shopMasters, functionSources });

/** A stack with a bucket of its own. */
function ownStack(app: App, id: string): Stack {
  const stack = new Stack(app, id, { env: ENV });
  new Bucket(stack, 'Pictures');
  return stack;
}

const { keys: _keys, ...unchecked } = shop;
// The security checks are asked for, as an app may for its own sake.
const outdir = outputFolder();
const app = new App({ outdir, context: { ...appProps().context, [SECURITY_CHECKS]: 'true' } });
const [alone, full] = ['Alone', 'Full'].map((id) => ownStack(app, id)) as [Stack, Stack];
migrationIn(full, 'One');
migrationIn(full, 'Two', { ...unchecked, name: 'shop-eu' });
mastersIn(full, 'Masters');
const assembly = app.synth();
const templateOf = ({ artifactId }: Stack): Template =>
  new Template(assembly.getStackArtifact(artifactId).template);
const template = templateOf(full);
const ids = Object.keys(template.json.Resources);

describe("a stack of one's own with two migrations and masters", () => {
  it('has what it has without them, unchanged', () => {
    const { Resources, Outputs: _outputs, ...rest } = template.json;
    const { Resources: own, Outputs: _none, ...restAlone } = templateOf(alone).json;
    for (const [id, resource] of Object.entries(own)) {
      const { Metadata: _path, ...made } = resource as typeof resource & { readonly Metadata?: object };
      if (made.Type !== 'AWS::CDK::Metadata') expect(Resources[id]).toMatchObject(made);
      expect(Resources[id]?.DependsOn).toEqual(made.DependsOn);
    }
    expect(rest).toEqual(restAlone);
  });

  it('gives each name once', () => {
    const names = Object.values(template.json.Resources).flatMap(({ Properties = {} }) =>
      ['FunctionName', 'StateMachineName', 'LogGroupName', 'AlarmName'].flatMap((key) =>
        typeof Properties[key] === 'string' ? [`${key} ${Properties[key]}`] : [],
      ),
    );
    expect(names.length).toBeGreaterThan(150);
    expect(new Set(names).size).toBe(names.length);
  });

  it('stays within the 500 resources that a stack may have', () => {
    expect(ids.length).toBeLessThan(500);
  });

  it.each(['One', 'Two'])('has the parts of %s wait for its guard, and nothing else', (id) => {
    const guard = template.resources('Custom::NamesGuard').find((each) => each.id.startsWith(id))?.id ?? '';
    const waiting = ids.filter((each) => changedBefore(template, each).has(guard));
    expect(waiting.length).toBeGreaterThan(60);
    expect(waiting.filter((each) => !each.startsWith(id))).toEqual([]);
  });

  it('has the warnings of each where that stands', () => {
    const { messages } = assembly.getStackArtifact(full.artifactId);
    expect(messages.map((message) => message.id)).toEqual(['/Full/Two']);
  });

  it('has nothing checked by the rules that are for the stacks of this project', () => {
    expect(existsSync(join(outdir, 'Full.template.json'))).toBe(true);
    expect(existsSync(join(outdir, 'validation-report.json'))).toBe(false);
  });
});

it('A second migration of one name in a stack is refused, both named', () => {
  const stack = ownStack(newApp(), 'Own');
  migrationIn(stack, 'One');
  expect(() => migrationIn(stack, 'Two')).toThrow(
    /name: 'shop', in Own\/Two\n.*another name than Own\/One of this app has in 111122223333\/us-west-1:/s,
  );
});

describe('a stack of which the place is not known at synth', () => {
  it.each([
    ['a migration', "migration 'shop'", migrationIn],
    ['masters', "the masters of 'k8s.shop.test'", mastersIn],
  ])('is refused for %s, with what to write', (_what, subject, make) => {
    expect(() => make(new Stack(newApp(), 'Own'), 'Part')).toThrow(
      `The configuration of ${subject} has 1 problem; nothing was synthesized.

  env: left out
    expected: the stack's environment: a plain object
    write:    env: { account: '111122223333', region: 'us-west-1' }, among the stack's properties
`,
    );
  });

  it('is refused also where only its region is missing', () => {
    const stack = new Stack(newApp(), 'Own', { env: { account: ENV.account } });
    expect(() => migrationIn(stack, 'Part')).toThrow(/env\.region: left out/);
  });
});
