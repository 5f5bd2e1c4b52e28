import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OLDEST_NODE } from '../../cli/oldest-node.ts';
import { IAM_DATA, POSTGRES } from './rehearsal.ts';

/** The versions that this project is tested with. */
const IN_NEW_PROJECTS = ['aws-cdk', '@types/node', 'typescript'] as const;

/**
 * The package's own `package.json`: what the project's says of it, without what only its development needs.
 * @param repository its URL, if it is to be named
 */
export function manifest(project: string, repository?: string): object {
  const own = ownManifest(project);
  const { 'aws-cdk-lib': cdk, constructs, 'cdk-nag': nag } = own.devDependencies;
  return {
    ...aboutOf(own, repository),
    keywords: ['aws', 'cdk', 'route53', 'kops', 'kubernetes', 'migration', 'step-functions'],
    type: 'commonjs',
    main: './index.js',
    types: './index.d.ts',
    bin: { 'kops-cutover': './cli/main.mjs' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
    engines: { node: `>=${OLDEST_NODE.join('.')}` },
    peerDependencies: {
      'aws-cdk-lib': `^${cdk}`,
      constructs: `^${constructs}`,
      'cdk-nag': `^${nag}`,
    },
    peerDependenciesMeta: { 'cdk-nag': { optional: true } },
    // What a new project gets, by `init`.
    devDependencies: Object.fromEntries(IN_NEW_PROJECTS.map((name) => [name, own.devDependencies[name]])),
  };
}

/** Of the package with the rehearsal. It is started by the command of the other one, so both have the same version. */
export function rehearsalManifest(project: string, repository?: string): object {
  const own = ownManifest(project);
  return {
    ...aboutOf(own, repository),
    name: `${own.name}-rehearsal`,
    description: `Rehearses a migration of ${own.name} on an AWS that runs offline.`,
    type: 'commonjs',
    exports: { './package.json': './package.json' },
    engines: { node: `>=${OLDEST_NODE.join('.')}` },
    dependencies: { [IAM_DATA]: own.dependencies[IAM_DATA] },
    peerDependencies: {
      'aws-cdk': `^${own.devDependencies['aws-cdk']}`,
      [own.name]: own.version,
      [POSTGRES]: own.devDependencies[POSTGRES],
    },
    peerDependenciesMeta: { [POSTGRES]: { optional: true } },
  };
}

interface OwnManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

function ownManifest(project: string): OwnManifest {
  return JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
}

function aboutOf({ name, version, description, license }: OwnManifest, repository: string | undefined) {
  const from = repository && { repository: { type: 'git', url: `git+${repository}.git` } };
  return { name, version, description, license, ...from };
}
