import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { SECURITY_CHECKS } from '../../lib/shared/security-checks.ts';
import { type Cdk, keptSynth } from './support/kept-synth.ts';
import { changedBefore } from './support/order.ts';
import { Template } from './support/template.ts';

/** Without what would make the stack too large. */
const { keys: _keys, databases: _databases, ...unchecked } = shop;

/** A stack with a bucket of its own, and one with two migrations and masters beside it. */
function ownStacks({ appProps, ENV, mastersIn, migrationIn, newApp, outputFolder }: Cdk) {
  const outdir = outputFolder();
  // The security checks are asked for, as an app may for its own sake.
  const app = newApp({ outdir, context: { ...appProps().context, [SECURITY_CHECKS]: 'true' } });
  const [alone, full] = ['Alone', 'Full'].map((id) => {
    const stack = new Stack(app, id, { env: ENV });
    new Bucket(stack, 'Pictures');
    return stack;
  }) as [Stack, Stack];
  migrationIn(full, 'One');
  migrationIn(full, 'Two', { ...unchecked, name: 'shop-eu', drill: false, dashboard: false });
  mastersIn(full, 'Masters', { ...shopMasters, dashboard: false });
  const assembly = app.synth();
  const { template, messages } = assembly.getStackArtifact(full.artifactId);
  return {
    alone: assembly.getStackArtifact(alone.artifactId).template,
    full: template,
    // CDK's own words about a stack of many resources are no warning of a part.
    warned: messages.filter(({ entry }) => `${entry.data}`.includes('kops-cutover')).map(({ id }) => id),
    files: readdirSync(outdir),
  };
}

/** What parts are refused with in a stack of which the place is not known. */
function refusals({ ENV, mastersIn, migrationIn, newApp, refusalOf }: Cdk) {
  const nowhere = () => new Stack(newApp(), 'Own');
  const withoutRegion = () => new Stack(newApp(), 'Own', { env: { account: ENV.account } });
  return {
    'a migration': refusalOf(() => migrationIn(nowhere(), 'Part')),
    masters: refusalOf(() => mastersIn(nowhere(), 'Part')),
    'a migration without a region': refusalOf(() => migrationIn(withoutRegion(), 'Part')),
  };
}

const kept = keptSynth(import.meta.filename, (cdk) => ({ ...ownStacks(cdk), ...refusals(cdk) }));
const template = new Template(kept('full'));
const ids = Object.keys(template.json.Resources);

describe("a stack of one's own with two migrations and masters", () => {
  it('has what it has without them, unchanged', () => {
    const { Resources, Outputs: _outputs, ...rest } = template.json;
    const { Resources: own, Outputs: _none, ...restAlone } = kept('alone') as Template['json'];
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

  it('has of each part as many of them as the documentation says', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
    const words = text.replaceAll(/\s+/g, ' ');
    const [, migration, masters] = /a migration has about (\d+) .*? masters about (\d+)/.exec(words) ?? [];
    const of = (part: string) => ids.filter((id) => id.startsWith(part)).length;
    expect(Math.abs(of('One') - Number(migration))).toBeLessThan(10);
    expect(Math.abs(of('Masters') - Number(masters))).toBeLessThan(10);
  });

  it.each(['One', 'Two'])('has the parts of %s wait for its guard, and nothing else', (id) => {
    const guard = template.resources('Custom::NamesGuard').find((each) => each.id.startsWith(id))?.id ?? '';
    const waiting = ids.filter((each) => changedBefore(template, each).has(guard));
    expect(waiting.length).toBeGreaterThan(60);
    expect(waiting.filter((each) => !each.startsWith(id))).toEqual([]);
  });

  it('has the warnings of each where that stands', () => {
    expect(kept('warned')).toEqual(['/Full/Two', '/Full/Two']);
  });

  it('has nothing checked by the rules that are for the stacks of this project', () => {
    expect(kept('files')).toContain('Full.template.json');
    expect(kept('files')).not.toContain('validation-report.json');
  });
});

describe('a stack of which the place is not known at synth', () => {
  it.each([
    ['a migration', "migration 'shop'"],
    ['masters', "the masters of 'k8s.shop.test'"],
  ] as const)('is refused for %s, with what to write', (what, subject) => {
    expect(kept(what)).toContain(
      `The configuration of ${subject} has 1 problem; nothing was synthesized.

  env: left out
    expected: the stack's account and region, known at synth
    write:    env: { account: '111122223333', region: 'us-west-1' }, among the stack's properties; CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION are only set with credentials (AWS_PROFILE, or --profile)
`,
    );
  });

  it('is refused also where only its region is missing', () => {
    expect(kept('a migration without a region')).toContain('env.region: left out');
  });
});
