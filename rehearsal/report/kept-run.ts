import {
  appendFileSync,
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { runsFolder } from '#own';
import type { Chronicle, Happening } from '../text/chronicle.ts';
import { startedIn } from '../tools/started-in.ts';
import { clock, happeningLine } from '../view/frame.ts';

/** So many runs are kept, this one included. */
const KEPT = 5;

/** What is kept of one run: a folder with the tools' output, and one folder for each rehearsal. */
export interface KeptRun {
  /** Of the folder, relative to where the process was started. */
  readonly path: string;
  /** What the tools write, relative to the same. */
  readonly logPath: string;
  readonly log: (line: string) => void;
  /** Keeps all that happens, as it happens: what was interrupted is kept, too. */
  begin(title: string, chronicle: Chronicle): KeptRehearsal;
  /** Keeps what the run as a whole has come to, in place of an earlier text of this name. */
  keep(name: string, text: string): void;
  close(): void;
}

export interface KeptRehearsal {
  /** @param reports texts by their keys in the account's buckets */
  keepReports(reports: ReadonlyMap<string, string>): void;
  /** @param lines what came of it: each check, and the figures */
  keepVerdict(lines: readonly string[]): void;
  /** @param picture an SVG */
  keepDashboard(picture: string): void;
}

/** Another run meanwhile has a folder of its own. One in which nothing begins leaves none, and takes no other's place. */
export function keepRun(folder = runsFolder(startedIn()), now = new Date()): KeptRun {
  // Sorts by time; files can't have a colon in their name everywhere.
  const own = join(folder, `${now.toISOString().replaceAll(':', '-')}-${process.pid}`);
  const logFile = join(own, 'tools.log');
  let fd: number | undefined;
  const openLog = () => {
    mkdirSync(own, { recursive: true });
    const opened = openSync(logFile, 'wx');
    removeOld(folder);
    return opened;
  };
  let rehearsals = 0;
  let open = true;
  return {
    path: relative(process.cwd(), own),
    logPath: relative(process.cwd(), logFile),
    log: (line) => {
      if (!open) return;
      fd ??= openLog();
      writeSync(fd, `${line}\n`);
    },
    begin: (title, chronicle) => {
      fd ??= openLog();
      rehearsals++;
      return beginRehearsal(
        join(own, `${rehearsals}-${title.replace(/\W+$/, '').replace(/[^\w.]+/g, '-')}`),
        chronicle,
      );
    },
    keep: (name, text) => {
      fd ??= openLog();
      writeFileSync(join(own, name), text);
    },
    close: () => {
      open = false;
      if (fd !== undefined) closeSync(fd);
    },
  };
}

function beginRehearsal(folder: string, chronicle: Chronicle): KeptRehearsal {
  mkdirSync(folder);
  chronicle.onAdded((happening) => {
    appendFileSync(join(folder, 'timeline.txt'), `${stripVTControlCharacters(happeningLine(happening))}\n`);
    if (happening.more !== undefined) appendFileSync(join(folder, 'mails.txt'), mailText(happening));
  });
  return {
    keepReports: (reports) => {
      for (const [key, text] of reports) {
        const file = join(folder, 'reports', key);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
    },
    keepVerdict: (lines) => {
      writeFileSync(join(folder, 'verdict.txt'), `${stripVTControlCharacters(lines.join('\n'))}\n`);
    },
    keepDashboard: (picture) => writeFileSync(join(folder, 'dashboard.svg'), picture),
  };
}

function mailText({ at, text, more }: Happening): string {
  return `${clock(at)}\nSubject: ${text}\n\n${more}\n\n${'-'.repeat(78)}\n`;
}

/** Two that do so at once may both remove the same folder. */
function removeOld(folder: string): void {
  const runs = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
  for (const name of runs.toSorted().slice(0, -KEPT)) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}
