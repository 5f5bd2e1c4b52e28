import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ABOUT } from '../about.ts';
import { addedFiles, CDK_FILE, CDK_TEXT, MIGRATION_FILE, newFiles } from './files.ts';
import { completedManifest, type Needed, newManifest } from './manifest.ts';
import { repositoryOf } from './repository.ts';

/** Something in the folder stands in the way; nothing was written. */
export class InitRefused extends Error {
  override readonly name = 'InitRefused';
}

const MANIFEST = 'package.json';

/**
 * Makes a project of a folder, or adds a migration to a CDK project. What exists is kept, unless `overwrites`.
 * @returns what was done, and what to do next, in lines @throws InitRefused
 */
export function init(folder: string, overwrites: boolean): readonly string[] {
  const path = (file: string) => join(folder, file);
  const isCdkProject = hasOtherApp(path(CDK_FILE));
  const needed = neededBy(isCdkProject);
  const manifest = existsSync(path(MANIFEST)) ? readFileSync(path(MANIFEST), 'utf8') : undefined;
  const completed = manifest === undefined ? undefined : complete(manifest, needed);
  const repository = repositoryOf(folder);
  const files = Object.entries(isCdkProject ? addedFiles(repository) : newFiles(repository));
  const lines = files.map(([file, text]) => {
    if (existsSync(path(file)) && !overwrites) return `kept     ${file}: it exists; --overwrite replaces it`;
    mkdirSync(dirname(path(file)), { recursive: true });
    writeFileSync(path(file), text);
    return `wrote    ${file}`;
  });
  if (completed === undefined) writeFileSync(path(MANIFEST), newManifest(basename(folder), needed));
  else if (completed.added.length > 0) writeFileSync(path(MANIFEST), completed.text);
  return [manifestLine(completed?.added), ...lines, '', ...nextSteps(isCdkProject)];
}

/** Not the one that this writes, so that a second time goes on where the first one ended. */
function hasOtherApp(file: string): boolean {
  return existsSync(file) && readFileSync(file, 'utf8') !== CDK_TEXT;
}

function manifestLine(added: readonly string[] | undefined): string {
  if (added === undefined) return `wrote    ${MANIFEST}`;
  return added.length === 0
    ? `kept     ${MANIFEST}: nothing was to be added`
    : `added to ${MANIFEST}: ${added.join(', ')}`;
}

function complete(manifest: string, needed: Needed) {
  try {
    return completedManifest(manifest, needed);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new InitRefused(
      `${MANIFEST} is not JSON: ${error.message}. Correct it, then run this again. Nothing was written.`,
    );
  }
}

function neededBy(isCdkProject: boolean): Needed {
  const { name, version, peerDependencies, devDependencies } = ABOUT;
  const { 'aws-cdk-lib': cdk = '', constructs = '' } = peerDependencies;
  const rehearsal = { [`${name}-rehearsal`]: version };
  return {
    dependencies: { [name]: version, 'aws-cdk-lib': cdk, constructs },
    devDependencies: isCdkProject ? rehearsal : { ...rehearsal, ...devDependencies },
  };
}

function nextSteps(isCdkProject: boolean): readonly string[] {
  const own = [
    'Add the migration to your app (the file that cdk.json starts):',
    "  import { addCutover } from '../lib/cutover'; // with .ts at the end, if Node reads your TypeScript itself",
    '  addCutover(app);',
  ];
  return [
    'Next:',
    '  npm install',
    ...(isCdkProject ? own : []),
    `Edit ${MIGRATION_FILE}. Then:`,
    '  npx kops-cutover plan       # what would happen, before anything is deployed',
    '  npx kops-cutover rehearse   # the whole migration and a rollback, on an AWS that runs offline',
    'To plan and rehearse each pull request on GitHub, and to deploy main: see .github/workflows/cutover.yml',
  ];
}
