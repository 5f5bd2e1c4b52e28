import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is installed. @param path folders, as in `PATH` @param more others, after these */
export function installed(
  name: string,
  path = process.env.PATH ?? '',
  more: readonly string[] = [],
): string | undefined {
  const folders = [...path.split(delimiter).filter((folder) => folder !== ''), ...more];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
