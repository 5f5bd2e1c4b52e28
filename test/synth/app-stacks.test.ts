import type { App } from 'aws-cdk-lib';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { MastersStack } from '../../lib/masters/masters-stack.ts';
import { CutoverStack } from '../../lib/migration/cutover-stack.ts';
import { expectTheSame } from './support/files.ts';
import { ENV, emptyFunctions, newApp, synthesize, synthesizeMasters } from './support/synthesize.ts';

interface Place {
  readonly env: typeof ENV;
  readonly functionSources: string;
}
type Make = (app: App, id: string, place: Place) => unknown;

const migration: Make = (app, id, place) => new CutoverStack(app, id, { ...place, migration: shop });
const masters =
  (name: string, cluster: string): Make =>
  (app, id, place) => {
    const tokenSecret = `arn:aws:secretsmanager:${place.env.region}:111122223333:secret:k8s.shop.test/readyz`;
    const api = { ...shopMasters.api, tokenSecret };
    return new MastersStack(app, id, { ...place, masters: { ...shopMasters, name, cluster, api } });
  };
const named = masters(shop.name, 'other.shop.test');

const here = (): Place => ({ env: ENV, functionSources: emptyFunctions() });

/** The names that a deployment gives, each with what it names. */
const namesIn = (app: App): [key: string, name: string][] =>
  app.synth().stacks.flatMap(({ template }) =>
    Object.values<{ Properties?: Record<string, unknown> }>(template.Resources).flatMap(
      ({ Properties = {} }) =>
        ['FunctionName', 'StateMachineName', 'LogGroupName', 'AlarmName'].flatMap((key) => {
          const name = Properties[key];
          return typeof name === 'string' ? [[key, name] as [string, string]] : [];
        }),
    ),
  );

describe('the stack of a migration', () => {
  it('is the same, file by file, whenever it is synthesized', () => {
    expectTheSame((app) => {
      migration(app, 'Shop', here());
    });
  });

  it('stands beside that of another migration', () => {
    const app = newApp();
    migration(app, 'One', here());
    new CutoverStack(app, 'Two', { ...here(), migration: { ...shop, name: 'shop-eu' } });
    const names = namesIn(app).map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('refuses a configuration that is wrong, before it makes anything', () => {
    expect(() => synthesize({ ...shop, steps: [] })).toThrow(
      /^The configuration of migration 'shop' has 1 problem/,
    );
  });
});

describe('the stack of masters', () => {
  it('is the same, file by file, whenever it is synthesized', () => {
    expectTheSame((app) => {
      new MastersStack(app, 'Shop', { ...here(), masters: shopMasters });
    });
  });

  it('refuses a configuration that is wrong, before it makes anything', () => {
    expect(() => synthesizeMasters({ ...shopMasters, cluster: 'K8S' })).toThrow(
      /^The configuration of the masters of 'K8S' has 1 problem/,
    );
  });
});

describe('the stacks of an app', () => {
  it.each([
    ['a migration and masters', migration, named, "the masters of 'other.shop.test'"],
    ['masters and a migration', named, migration, "migration 'shop'"],
    ['two migrations', migration, migration, "migration 'shop'"],
    [
      'the masters of two clusters',
      masters(shop.name, 'eu.shop.test'),
      named,
      "the masters of 'other.shop.test'",
    ],
  ])('are refused one name for %s in one place, both named', (_which, first, second, subject) => {
    const app = newApp();
    first(app, 'Early', here());
    expect(() => second(app, 'Late', here())).toThrow(
      new RegExp(
        `^The configuration of ${subject} has 1 problem;.* name: 'shop', in Late\n.*another name than Early of this app has in 111122223333/us-west-1:`,
        's',
      ),
    );
  });

  it('are refused the masters of one cluster under two names, both places named', () => {
    const app = newApp();
    masters('eu', 'eu.shop.test')(app, 'Early', here());
    const late = () => masters('eu-2', 'eu.shop.test')(app, 'Late', here());
    expect(late).toThrow(
      `The configuration of the masters of 'eu.shop.test' has 1 problem; nothing was synthesized.

  cluster: 'eu.shop.test', in Late
    expected: another cluster than Early of this app has in 111122223333/us-west-1: each has its own lease, so two could release two masters at the same time
    write:    'eu.shop.test' in one of the two; remove the other one, or give it another cluster
`,
    );
  });

  it('are refused for the name and the cluster at once', () => {
    const app = newApp();
    named(app, 'Early', here());
    expect(() => named(app, 'Late', here())).toThrow(
      /has 2 problems.* name: 'shop', in.* cluster: 'other\.shop\.test', in/s,
    );
  });

  it('share name and cluster with those in another region', () => {
    const app = newApp();
    named(app, 'Here', here());
    named(app, 'There', { ...here(), env: { ...ENV, region: 'us-west-2' } });
    expect(app.synth().stacks).toHaveLength(2);
  });

  it('stand beside each other: a migration and the masters of two clusters', () => {
    const app = newApp();
    migration(app, 'Shop', here());
    masters('shop-masters', 'k8s.shop.test')(app, 'One', here());
    masters('eu-masters', 'eu.shop.test')(app, 'Two', here());
    const names = namesIn(app).map(([key, name]) => `${key} ${name}`);
    expect(names.length).toBeGreaterThan(100);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a stack without properties, as JavaScript allows', () => {
  const without = (Stack: typeof CutoverStack | typeof MastersStack): void => {
    Reflect.construct(Stack, [newApp(), 'Stack']);
  };

  it.each([
    ['a migration', CutoverStack],
    ['masters', MastersStack],
  ])('is refused as a configuration of %s that is wrong', (subject, Stack) => {
    expect(() => without(Stack)).toThrow(
      new RegExp(
        `^The configuration of ${subject} has 2 problems.* env: left out.* the configuration: left out`,
        's',
      ),
    );
  });
});
