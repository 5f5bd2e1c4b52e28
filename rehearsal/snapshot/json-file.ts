import { readFileSync } from 'node:fs';
import type { Json } from './json.ts';
import { type Fault, SnapshotRefused } from './problem.ts';

/**
 * @param faultsIn what is wrong with the content
 * @throws SnapshotRefused with all of that, or if the file isn't there or isn't JSON
 */
export function readJsonFile(path: string, faultsIn: (content: Json) => readonly Fault[]): Json {
  let content: Json;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw SnapshotRefused.inFile(path, [{ at: '', words: (error as Error).message }]);
  }
  const faults = faultsIn(content);
  if (faults.length > 0) throw SnapshotRefused.inFile(path, faults);
  return content;
}
