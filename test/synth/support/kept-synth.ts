import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { keptFor } from '../../../lib/shared/functions/kept-texts.ts';
import type * as Synthesize from './synthesize.ts';
import { Template } from './template.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/** Beside the packages and the file that asks, all that decides what the CDK makes. */
const SOURCES = [
  'bin',
  'lib',
  ...['migration', 'masters', 'shared'].map((part) => `lambdas/${part}/contract`),
];
const FILES = [
  'cdk.json',
  'bin/shop-masters-ca.crt',
  'test/setup.ts',
  ...['synthesize', 'template', 'files'].map((name) => `test/synth/support/${name}.ts`),
];

/** What makes a synth, loaded only when something has changed. */
export type Cdk = typeof Synthesize;

type Made = Readonly<Record<string, unknown>>;

/**
 * What the CDK makes for one file, kept from one run to the next. The CDK is loaded only when something has changed: that
 * takes longer than most tests of what it makes.
 * @param file that asks; what `make` uses is in it, or among the sources above
 * @param make gives values of plain JSON, by name
 */
export function keptSynth<T extends Made>(
  file: string,
  make: (cdk: Cdk) => T,
): <Name extends string & keyof T>(name: Name) => T[Name] {
  const texts = keptFor(`synth/${relative(PROJECT, file)}`, originOf(file), () => made(make));
  return (name) => {
    const text = texts[name]?.text();
    if (text === undefined) throw new Error(`${file} has made nothing named ${name}`);
    return JSON.parse(text);
  };
}

/** The same for templates. */
export function keptTemplates<Name extends string>(
  file: string,
  make: (cdk: Cdk) => Readonly<Record<Name, Template>>,
): (name: Name) => Template {
  const kept = keptSynth(file, (cdk) => mapValues(make(cdk), ({ json }) => json));
  return (name) => new Template(kept(name));
}

function originOf(file: string): Parameters<typeof keptFor>[1] {
  const files = [file, ...FILES.map((path) => join(PROJECT, path))];
  return { project: PROJECT, sources: SOURCES, options: files.map((path) => readFileSync(path, 'utf8')) };
}

function made(make: (cdk: Cdk) => Made): Readonly<Record<string, string>> {
  const cdk: Cdk = createRequire(import.meta.url)('./synthesize.ts');
  return mapValues(make(cdk), (value) => JSON.stringify(value));
}

function mapValues<Name extends string, From, To>(
  values: Readonly<Record<Name, From>>,
  use: (value: From) => To,
): Readonly<Record<Name, To>> {
  return Object.fromEntries(
    Object.entries<From>(values).map(([name, value]) => [name, use(value)]),
  ) as Readonly<Record<Name, To>>;
}
