import { createRequire } from 'node:module';
import { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { ConfigError } from './config/config-error.ts';

const COPY = /^(?<folder>.*[\\/]aws-cdk-lib)[\\/]core[\\/]lib[\\/]app\.js$/;

/** An app of another copy of the CDK than the one here: its stacks and values are not what they seem. @throws ConfigError */
export function requireOneCdk(scope: unknown): void {
  const root = Construct.isConstruct(scope) ? scope.node.root : undefined;
  if (!App.isApp(root) || root instanceof App) return;
  throw new ConfigError('the app', [
    {
      path: 'aws-cdk-lib',
      value: `two copies: ${loadedCopies().join(' and ')}`,
      expected: 'one copy, that of the app: constructs of one don’t work with those of another',
      fix: 'on the command line: npm dedupe. If two stay, npm ls aws-cdk-lib shows who wants which version',
    },
  ]);
}

function loadedCopies(): readonly string[] {
  const { cache } = createRequire(import.meta.url);
  return Object.keys(cache).flatMap((path) => COPY.exec(path)?.groups?.folder ?? []);
}
