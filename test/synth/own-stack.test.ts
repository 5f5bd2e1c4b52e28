import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { Masters } from '../../lib/masters/masters.ts';
import { Cutover } from '../../lib/migration/cutover.ts';
import { SECURITY_CHECKS } from '../../lib/shared/security-checks.ts';
import { changedBefore } from './support/order.ts';
import { appProps, ENV, emptyFunctions, newApp, outputFolder } from './support/synthesize.ts';
import { Template } from './support/template.ts';

const functionSources = emptyFunctions();
const migrationOf = (stack: Stack, id: string, migration = shop): Cutover =>
  new Cutover(stack, id, { migration, functionSources });
const mastersOf = (stack: Stack, id: string, masters = shopMasters): Masters =>
  new Masters(stack, id, { masters, functionSources });

/** The template of a stack with a bucket of its own, and what `add` puts beside it. */
function ownStack(add: (stack: Stack) => void): Template {
  const app = newApp();
  const stack = new Stack(app, 'Own', { env: ENV });
  new Bucket(stack, 'Pictures');
  add(stack);
  return new Template(app.synth().getStackArtifact(stack.artifactId).template);
}

const alone = ownStack(() => {});
const both = ownStack((stack) => {
  migrationOf(stack, 'Shop');
  mastersOf(stack, 'Masters');
});
const two = ownStack((stack) => {
  migrationOf(stack, 'One');
  migrationOf(stack, 'Two', { ...shop, name: 'shop-eu' });
});

const guardsOf = (template: Template): readonly string[] =>
  template.resources('Custom::NamesGuard').map(({ id }) => id);

/** What has a name that must be the only one of its kind, each with it. */
const namesOf = (template: Template): readonly string[] =>
  Object.values(template.json.Resources).flatMap(({ Properties = {} }) =>
    ['FunctionName', 'StateMachineName', 'LogGroupName', 'AlarmName'].flatMap((key) =>
      typeof Properties[key] === 'string' ? [`${key} ${Properties[key]}`] : [],
    ),
  );

describe("a stack of one's own", () => {
  it.each([
    ['a migration and masters', both],
    ['two migrations', two],
  ])('has what it has without %s, unchanged', (_what, template) => {
    const { Resources, Outputs: _outputs, ...rest } = template.json;
    const { Resources: own, Outputs: _none, ...restAlone } = alone.json;
    for (const [id, resource] of Object.entries(own)) {
      if (resource.Type !== 'AWS::CDK::Metadata') expect(Resources[id]).toEqual(resource);
    }
    expect(rest).toEqual(restAlone);
  });

  it.each([
    ['a migration and masters', both],
    ['two migrations', two],
  ])('gives each name once to %s', (_what, template) => {
    const names = namesOf(template);
    expect(names.length).toBeGreaterThan(80);
    expect(new Set(names).size).toBe(names.length);
  });

  it('stays within the 500 resources of a stack with a migration and masters', () => {
    expect(Object.keys(both.json.Resources).length).toBeLessThan(350);
  });
});

describe("a migration in a stack of one's own", () => {
  it('waits for its guard, and for no other', () => {
    const [one = '', other = ''] = guardsOf(two);
    const ids = Object.keys(two.json.Resources).filter((id) => id.startsWith('One') && id !== one);
    const waiting = ids.filter((id) => changedBefore(two, id).has(one));
    expect(waiting.length).toBeGreaterThan(60);
    expect(ids.filter((id) => changedBefore(two, id).has(other))).toEqual([]);
  });

  it('lets nothing but its own parts wait for its guard', () => {
    const [guard = ''] = guardsOf(both);
    const waiting = Object.keys(both.json.Resources).filter((id) => changedBefore(both, id).has(guard));
    expect(waiting.length).toBeGreaterThan(60);
    expect(waiting.filter((id) => !id.startsWith('Shop'))).toEqual([]);
  });

  it('warns where it stands', () => {
    const app = newApp();
    const stack = new Stack(app, 'Own', { env: ENV });
    const { keys: _keys, ...migration } = shop;
    migrationOf(stack, 'Shop', migration);
    const { messages } = app.synth().getStackArtifact(stack.artifactId);
    expect(messages.map(({ id }) => id)).toEqual(['/Own/Shop']);
  });

  it('has no security checks of the app run, even where they are asked for', () => {
    const outdir = outputFolder();
    const app = new App({ outdir, context: { ...appProps().context, [SECURITY_CHECKS]: 'true' } });
    migrationOf(new Stack(app, 'Own', { env: ENV }), 'Shop');
    app.synth();
    expect(existsSync(join(outdir, 'validation-report.json'))).toBe(false);
  });

  it('is refused the name of another one there, both named', () => {
    const stack = new Stack(newApp(), 'Own', { env: ENV });
    migrationOf(stack, 'One');
    expect(() => migrationOf(stack, 'Two')).toThrow(
      /name: 'shop', in Own\/Two\n.*another name than Own\/One of this app has in 111122223333\/us-west-1:/s,
    );
  });
});

describe('a stack of which the place is not known at synth', () => {
  it.each([
    ['a migration', "migration 'shop'", migrationOf],
    ['masters', "the masters of 'k8s.shop.test'", mastersOf],
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
    expect(() => migrationOf(stack, 'Part')).toThrow(/env\.region: left out/);
  });
});
