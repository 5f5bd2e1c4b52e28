import { type App, Stack } from 'aws-cdk-lib';
import { shop } from '../../bin/shop.ts';
import { shopMasters } from '../../bin/shop-masters.ts';
import { type Cdk, keptSynth } from './support/kept-synth.ts';

type Make = (cdk: Cdk, app: App, place: { readonly id: string; readonly env: Cdk['ENV'] }) => unknown;

const migration: Make = ({ migrationStack }, app, place) => migrationStack(app, shop, place);
const masters =
  (name: string, cluster: string): Make =>
  ({ mastersStack }, app, place) => {
    const tokenSecret = `arn:aws:secretsmanager:${place.env.region}:111122223333:secret:k8s.shop.test/readyz`;
    const api = { ...shopMasters.api, tokenSecret };
    return mastersStack(app, { ...shopMasters, name, cluster, api }, place);
  };
const named = masters(shop.name, 'other.shop.test');

/** What the later of two in an app is refused with. */
function refused(cdk: Cdk, early: Make, late: Make): string | null {
  const app = cdk.newApp();
  early(cdk, app, { id: 'Early', env: cdk.ENV });
  return cdk.refusalOf(() => late(cdk, app, { id: 'Late', env: cdk.ENV }));
}

/** What the second of one name in a stack is refused with. */
function refusedInOneStack({ ENV, migrationIn, newApp, refusalOf }: Cdk): string | null {
  const stack = new Stack(newApp(), 'Own', { env: ENV });
  migrationIn(stack, 'One');
  return refusalOf(() => migrationIn(stack, 'Two'));
}

/** How many stacks an app has with the same in two regions. */
function stacksInTwoRegions(cdk: Cdk): number {
  const app = cdk.newApp();
  named(cdk, app, { id: 'Here', env: cdk.ENV });
  named(cdk, app, { id: 'There', env: { ...cdk.ENV, region: 'us-west-2' } });
  return app.synth().stacks.length;
}

const kept = keptSynth(import.meta.filename, (cdk) => ({
  'a migration and masters': refused(cdk, migration, named),
  'masters and a migration': refused(cdk, named, migration),
  'two migrations': refused(cdk, migration, migration),
  'the masters of two clusters': refused(cdk, masters(shop.name, 'eu.shop.test'), named),
  'a cluster under two names': refused(cdk, masters('eu', 'eu.shop.test'), masters('eu-2', 'eu.shop.test')),
  'a name and a cluster': refused(cdk, named, named),
  'two in a stack': refusedInOneStack(cdk),
  'stacks in two regions': stacksInTwoRegions(cdk),
}));

describe('the stacks of an app', () => {
  it.each([
    ['a migration and masters', "the masters of 'other.shop.test'"],
    ['masters and a migration', "migration 'shop'"],
    ['two migrations', "migration 'shop'"],
    ['the masters of two clusters', "the masters of 'other.shop.test'"],
  ] as const)('are refused one name for %s in one place, both named', (which, subject) => {
    expect(kept(which)).toMatch(
      new RegExp(
        `^The configuration of ${subject} has 1 problem;.* name: 'shop', in Late\n.*another name than Early of this app has in 111122223333/us-west-1:`,
        's',
      ),
    );
  });

  it('are refused the masters of one cluster under two names, both places named', () => {
    expect(kept('a cluster under two names')).toBe(
      `The configuration of the masters of 'eu.shop.test' has 1 problem; nothing was synthesized.

  cluster: 'eu.shop.test', in Late
    expected: another cluster than Early of this app has in 111122223333/us-west-1: each has its own lease, so two could release two masters at the same time
    write:    'eu.shop.test' in one of the two; remove the other one, or give it another cluster
`,
    );
  });

  it('are refused for the name and the cluster at once', () => {
    expect(kept('a name and a cluster')).toMatch(
      /has 2 problems.* name: 'shop', in.* cluster: 'other\.shop\.test', in/s,
    );
  });

  it('share name and cluster with those in another region', () => {
    expect(kept('stacks in two regions')).toBe(2);
  });
});

it('A second migration of one name in a stack is refused, both named', () => {
  expect(kept('two in a stack')).toMatch(
    /name: 'shop', in Own\/Two\n.*another name than Own\/One of this app has in 111122223333\/us-west-1:/s,
  );
});
