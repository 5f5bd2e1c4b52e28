import { spawnSync } from 'node:child_process';

const ON_GITHUB = /github\.com[:/](?<repository>[\w-]+\/[\w.-]+?)(?:\.git)?\/?$/;

/** The repository on GitHub, `owner/name`, to which the folder belongs; undefined if git knows of none. */
export function repositoryOf(folder: string): string | undefined {
  const { stdout } = spawnSync('git', ['config', '--get', 'remote.origin.url'], {
    cwd: folder,
    encoding: 'utf8',
  });
  return ON_GITHUB.exec(stdout?.trim() ?? '')?.groups?.repository;
}
