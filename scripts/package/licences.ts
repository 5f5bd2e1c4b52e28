import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OF_PACKAGE = /^(?<folder>(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const LICENCE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

interface Contained {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly folder: string;
}

/**
 * Writes what the package contains of others: their licences, and a bill of materials in CycloneDX.
 * @param files of which the package was made, relative to the project
 * @throws when a package names no licence
 */
export function writeLicences(project: string, to: string, files: readonly string[]): void {
  const folders = new Set(files.flatMap((file) => OF_PACKAGE.exec(file)?.groups?.folder ?? []));
  const contained = [...folders]
    .map(
      (folder): Contained => ({
        ...JSON.parse(readFileSync(join(project, folder, 'package.json'), 'utf8')),
        folder,
      }),
    )
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
  const unlicensed = contained.filter(({ license }) => !license).map(keyOf);
  if (unlicensed.length > 0) throw new Error(`These packages name no licence: ${unlicensed.join(', ')}`);
  const texts = contained.map((one) => `${keyOf(one)}: ${one.license}\n\n${textsOf(project, one)}`);
  writeFileSync(join(to, 'THIRD-PARTY-LICENSES'), texts.join(`\n${'-'.repeat(80)}\n\n`));
  const keys = new Set(contained.map(keyOf));
  writeFileSync(join(to, 'sbom.json'), `${JSON.stringify(billOf(project, keys), null, 2)}\n`);
}

function textsOf(project: string, { folder }: Contained): string {
  const names = readdirSync(join(project, folder)).filter((name) => LICENCE.test(name));
  return `${names.map((name) => readFileSync(join(project, folder, name), 'utf8').trim()).join('\n\n')}\n`;
}

interface Component {
  readonly name: string;
  readonly version: string;
  readonly 'bom-ref': string;
  readonly properties: readonly { readonly name: string }[];
}

interface Bill {
  readonly serialNumber: string;
  readonly metadata: { readonly timestamp: string; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** How npm marks what isn't installed with the project's `dependencies`. */
const DEVELOPMENT = 'cdx:npm:package:development';

/** Of npm's own bill, what the package contains; without what differs each time, so that a package can be made again. */
function billOf(project: string, contained: ReadonlySet<string>): object {
  const { serialNumber: _random, ...bill }: Bill = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
      cwd: project,
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    }),
  );
  const { timestamp: _now, ...metadata } = bill.metadata;
  const components = bill.components.filter((one) => contained.has(keyOf(one)));
  const inProduction = components.filter(
    ({ properties }) => !properties.some(({ name }) => name === DEVELOPMENT),
  );
  const missing = [...contained].filter((key) => !inProduction.some((one) => keyOf(one) === key));
  if (missing.length > 0)
    throw new Error(
      `The package contains what is no dependency: ${missing.join(', ')}. Move it to dependencies.`,
    );
  const refs = new Set([metadata.component, ...components].map((one) => one['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return { ...bill, metadata, components, dependencies };
}

function keyOf({ name, version }: Pick<Contained, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
