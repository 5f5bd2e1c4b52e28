import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package's own `package.json`: what the project's says of it, without what only its development needs. */
export function manifest(project: string): object {
  const own = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  const { 'aws-cdk-lib': cdk, constructs, 'cdk-nag': nag } = own.devDependencies;
  return {
    name: own.name,
    version: own.version,
    description: own.description,
    license: own.license,
    keywords: ['aws', 'cdk', 'route53', 'kops', 'kubernetes', 'migration', 'step-functions'],
    type: 'commonjs',
    main: './index.js',
    types: './index.d.ts',
    bin: { 'kops-cutover': './cli/main.mjs' },
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
    engines: { node: '>=22' },
    peerDependencies: {
      'aws-cdk-lib': `^${cdk}`,
      constructs: `^${constructs}`,
      'cdk-nag': `^${nag}`,
    },
    peerDependenciesMeta: { 'cdk-nag': { optional: true } },
  };
}
