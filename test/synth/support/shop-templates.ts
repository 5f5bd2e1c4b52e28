import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as ShopMasters from '../../../bin/shop-masters.ts';
import type { MastersSettings } from '../../../lambdas/masters/contract/settings.ts';
import type * as ResolveMasters from '../../../lib/masters/config/resolve-masters.ts';
import { keptFor } from '../../../lib/shared/functions/kept-texts.ts';
import type * as Synthesize from './synthesize.ts';
import { Template } from './template.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/** What the shop's app makes, kept from one run to the next. CDK is loaded only where something has changed: that takes
 * longer than most tests of a template. */
const ORIGIN = {
  project: PROJECT,
  sources: [
    'bin',
    'lib',
    ...['migration', 'masters', 'shared'].map((part) => `lambdas/${part}/contract`),
    'test/synth/support',
  ],
  options: ['cdk.json', 'bin/shop-masters-ca.crt'].map((path) => readFileSync(join(PROJECT, path), 'utf8')),
};

/** The template of the shop's migration. */
export function shopTemplate(): Template {
  return new Template(JSON.parse(kept().migration));
}

/** The template of its masters. */
export function shopMastersTemplate(): Template {
  return new Template(JSON.parse(kept().masters));
}

/** The settings that its masters' functions have. */
export function shopMastersSettings(): MastersSettings {
  return JSON.parse(kept().mastersSettings);
}

type Texts = Readonly<Record<'migration' | 'masters' | 'mastersSettings', string>>;

function kept(): Texts {
  const texts = keptFor('shop-templates', ORIGIN, synthesizeShop);
  return Object.fromEntries(Object.entries(texts).map(([name, { text }]) => [name, text()])) as Texts;
}

function synthesizeShop(): Texts {
  const load = createRequire(import.meta.url);
  const { ENV, synthesize, synthesizeMasters }: typeof Synthesize = load('./synthesize.ts');
  const { resolveMasters }: typeof ResolveMasters = load('../../../lib/masters/config/resolve-masters.ts');
  const { shopMasters }: typeof ShopMasters = load('../../../bin/shop-masters.ts');
  return {
    migration: JSON.stringify(synthesize().json),
    masters: JSON.stringify(synthesizeMasters().json),
    mastersSettings: JSON.stringify(resolveMasters(shopMasters, ENV).settings),
  };
}
