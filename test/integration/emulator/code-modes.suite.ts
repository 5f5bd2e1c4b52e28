import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { createFunction, invokeFunction } from './direct.ts';
import { aws } from './shared-emulator.ts';
import { role } from './templates.ts';

const PYTHON = resolve(import.meta.dirname, '../../../.venv/bin/python');
const ARCHIVE = `import io, json, sys, zipfile
buffer = io.BytesIO()
with zipfile.ZipFile(buffer, 'w') as archive:
    for name, mode in json.load(sys.stdin).items():
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, "exports.handler = async () => 'hello';")
sys.stdout.buffer.write(buffer.getvalue())`;

/** An archive of files with these modes, each of which could be a function's `index.js`. */
function archiveOf(modes: Readonly<Record<string, number>>): Buffer {
  return spawnSync(PYTHON, ['-c', ARCHIVE], { input: JSON.stringify(modes) }).stdout;
}

let roleArn = '';

beforeAll(async () => {
  const outputs = { Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } };
  roleArn = (await aws.deploy('role', { Role: role('lambda.amazonaws.com', []) }, outputs)).Arn ?? '';
});

/** What a function answers whose files have these modes. */
async function answerOf(name: string, modes: Readonly<Record<string, number>>): Promise<unknown> {
  await createFunction(aws, name, { archive: archiveOf(modes), role: roleArn });
  return invokeFunction(aws, name);
}

describe('Q6: a function', () => {
  it.each([0o644, 0o755, 0o444])('runs with files of mode %i, which all may read', async (mode) => {
    expect(await answerOf(`readable-${mode}`, { 'index.js': mode })).toBe('hello');
  });

  it.each<[string, Readonly<Record<string, number>>, string]>([
    ['its code', { 'index.js': 0o600 }, 'index.js'],
    ['its code but the group', { 'index.js': 0o640 }, 'index.js'],
    ['what lies beside its code', { 'index.js': 0o644, 'settings.json': 0o600 }, 'settings.json'],
  ])('does not run where nobody else may read %s', async (_what, modes, file) => {
    expect(await answerOf(`unreadable-${Object.values(modes).join('-')}`, modes)).toMatchObject({
      errorType: 'Error',
      errorMessage: `EACCES: permission denied, open '/var/task/${file}'`,
    });
  });
});
