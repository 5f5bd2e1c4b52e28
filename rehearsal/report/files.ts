/** Where a run's report goes: into the run's folder, and wherever somebody wants it. */

import { closeSync, mkdirSync, openSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { projectRunbook } from '../../report/page/project-runbook.ts';
import type { RunDocument } from '../../report/rehearsal/document.ts';
import { junitText } from '../../report/rehearsal/junit.ts';
import { rehearsalPage } from '../../report/rehearsal/page.ts';
import { startedIn } from '../tools/started-in.ts';
import type { KeptRun } from './kept-run.ts';

/** Paths as they were given; '' for none. */
export interface WantedFiles {
  readonly report: string;
  readonly json: string;
  readonly junit: string;
}

const PAGE = 'report.html';
const OPTIONS = ['report', 'json', 'junit'] as const;

/** A file can't be written where it is wanted. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';
}

/** Said before anything is played, not after it. @throws FileRefused */
export function prepareFiles(wanted: WantedFiles): void {
  for (const option of OPTIONS) {
    const path = wanted[option];
    if (path === '') continue;
    const file = resolve(startedIn(), path);
    const can = (what: string, act: () => void) => {
      try {
        act();
      } catch (error) {
        throw new FileRefused(
          `--${option} ${path}: ${what}: ${(error as Error).message}. Give a path that can be written.`,
        );
      }
    };
    can("its folder can't be made", () => mkdirSync(dirname(file), { recursive: true }));
    const before = statSync(file, { throwIfNoEntry: false });
    if (before?.isDirectory())
      throw new FileRefused(`--${option} ${path}: expected a file, this is a folder. Add a file name.`);
    // Whoever reads a pipe would see its end.
    if (!before || before.isFile()) can("it can't be written", () => tryOut(file, before === undefined));
  }
}

/** Leaves a file as it is, and none where there was none. */
function tryOut(file: string, isNew: boolean): void {
  closeSync(openSync(file, 'a'));
  // What a link leads to, not the link.
  if (isNew) rmSync(realpathSync(file));
}

export function writeFiles(document: RunDocument, wanted: WantedFiles, kept: Pick<KeptRun, 'keep'>): void {
  const page = rehearsalPage(document, projectRunbook());
  kept.keep(PAGE, page);
  const texts = {
    report: () => page,
    json: () => `${JSON.stringify(document, undefined, 2)}\n`,
    junit: () => junitText(document),
  };
  for (const option of OPTIONS)
    if (wanted[option] !== '') writeFileSync(resolve(startedIn(), wanted[option]), texts[option]());
}
