import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { newApp, outputFolder } from './synthesize.ts';

/** Synthesizes an app twice; every file must be the same, byte for byte. */
export function expectTheSame(fill: (app: App) => void): void {
  const [first, second] = [1, 2].map(() => {
    const outdir = outputFolder();
    const app = newApp(outdir);
    fill(app);
    app.synth();
    return filesIn(outdir);
  });
  expect([...(first?.keys() ?? [])]).toEqual([...(second?.keys() ?? [])]);
  expect(first?.has('Shop.template.json')).toBe(true);
  for (const [path, text] of first ?? []) {
    expect(second?.get(path) === text ? path : `${path} differs`).toBe(path);
  }
}

/** Every file below a folder, by its path. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile()).sort();
  return new Map(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
