import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { called, OWN_FOLDER } from '#own';
import { AppRefused } from '../app/choose.ts';
import type { AppCommand } from '../app/synthesise.ts';
import type { FindingKey } from '../snapshot/expectation.ts';
import type { Json } from '../snapshot/json.ts';
import { readJsonFile } from '../snapshot/json-file.ts';
import { type Objects, readObjects } from '../snapshot/objects.ts';
import { objectsIn, openSnapshot } from '../snapshot/open.ts';
import { type Patch, readPatch } from '../snapshot/patch-file.ts';
import { SnapshotRefused } from '../snapshot/problem.ts';
import { BEHAVIOUR, OBJECTS } from '../snapshot/read-folder.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';
import { faultsInDoors } from '../web/doors.ts';

const SNAPSHOT = 'snapshot';

/** `findings.json`. */
interface FoundInWorld {
  readonly findings: readonly FindingKey[];
  /** What the dry run of another app finds beside them. */
  readonly apps?: Readonly<Record<string, readonly FindingKey[]>>;
}

/** A world in files: `SPEC.md`. A snapshot alone is one, too. */
export class WorldFolder {
  readonly snapshotFolder: string;
  /** Where all else is, if there may be anything. */
  readonly #folder: string | undefined = undefined;
  /** Of its snapshot alone nobody has said what is found there: that depends on the app. */
  readonly #isWorld: boolean = false;

  /** Whether nobody has said what is in the accounts. */
  readonly isEmpty: boolean;

  /** @param folder of a world, or of its snapshot; undefined where there is none */
  constructor(folder: string | undefined) {
    this.isEmpty = folder === undefined;
    if (folder === undefined) {
      this.snapshotFolder = '';
      return;
    }
    const isWorld = existsSync(join(folder, SNAPSHOT));
    this.#isWorld = isWorld;
    this.snapshotFolder = isWorld ? join(folder, SNAPSHOT) : folder;
    this.#folder = isWorld ? folder : basename(folder) === SNAPSHOT ? dirname(folder) : undefined;
  }

  /** With what is in S3, and how the platforms answer, as far as there is anything of it. @throws SnapshotRefused */
  snapshot(): Promise<Snapshot> {
    if (this.isEmpty)
      return Promise.reject(
        new AppRefused(`This needs --snapshot: take one by ${called('snapshot')}, as docs/snapshot.md says.`),
      );
    return openSnapshot(this.snapshotFolder, this.objects(), this.web());
  }

  /** What is in S3. */
  objects(): Objects {
    const folder = this.#file(OBJECTS);
    return folder === undefined ? objectsIn(this.snapshotFolder) : readObjects(folder);
  }

  /** How the platforms answer from outside; null where no file says it. @throws SnapshotRefused with everything that is wrong in it */
  web(): Json {
    const file = this.#file('web.json');
    return file === undefined ? null : readJsonFile(file, faultsInDoors);
  }

  /** Who asks for the names, and how often: the file that says it, if there is one. */
  get behaviourFile(): string | undefined {
    return this.#file(BEHAVIOUR) ?? this.#inSnapshot(BEHAVIOUR);
  }

  /** The app that a scenario deploys in place of the usual one, if there is one of this name. */
  otherApp(name: string): AppCommand | undefined {
    const file = this.#file('apps.json');
    const apps: Readonly<Record<string, string>> =
      file === undefined ? {} : JSON.parse(readFileSync(file, 'utf8'));
    const app = apps[name];
    return app === undefined ? undefined : { app, cwd: OWN_FOLDER };
  }

  /** The same. @throws AppRefused if there is none of this name */
  otherAppCalled(name: string): AppCommand {
    const app = this.otherApp(name);
    if (app === undefined) throw new AppRefused(`The world has no other app ${name}.`);
    return app;
  }

  /** @param name of its file, without `.json` @throws SnapshotRefused if it is no patch */
  patch(name: string): Patch | undefined {
    const file = this.#patchFiles().find((each) => basename(each, '.json') === name);
    return file === undefined ? undefined : readPatch(file);
  }

  /** @param given a path, or the name of one of the world's @throws SnapshotRefused if it is neither */
  patchCalled(given: string): Patch {
    if (existsSync(given)) return readPatch(given);
    const patch = this.patch(given);
    if (patch !== undefined) return patch;
    const names = this.#patchFiles().map((file) => basename(file, '.json'));
    const known =
      names.length === 0 ? 'its world has none' : `the world's are ${names.toSorted().join(', ')}`;
    const words = `there is no such file of a patch; ${known}`;
    throw new SnapshotRefused(given, [{ at: '', words, file: given }], true);
  }

  /** @throws SnapshotRefused with all that is wrong with any of them */
  patchesCalled(given: readonly string[]): Promise<readonly Patch[]> {
    return SnapshotRefused.collect(given, (each) => this.patchCalled(each));
  }

  /** Patches whose findings are known, by name. @throws SnapshotRefused if one is none */
  faults(): readonly Patch[] {
    return this.#below('faults').toSorted().map(readPatch);
  }

  /**
   * What a dry run finds in the world as it is, beside what is in order; undefined where nobody has said, or only a snapshot is given.
   * @param app another one than the usual, which finds that, too
   */
  findings(app?: string): readonly FindingKey[] | undefined {
    const file = this.#isWorld ? this.#file('findings.json') : undefined;
    if (file === undefined) return undefined;
    const { findings, apps = {} }: FoundInWorld = JSON.parse(readFileSync(file, 'utf8'));
    return app === undefined ? findings : [...findings, ...(apps[app] ?? [])];
  }

  #patchFiles(): readonly string[] {
    return [...this.#below('patches'), ...this.#below('faults')];
  }

  #below(folder: string): readonly string[] {
    const path = this.#file(folder);
    return path === undefined ? [] : globSync(join(path, '*.json'));
  }

  #file(name: string): string | undefined {
    return this.#folder === undefined ? undefined : existing(join(this.#folder, name));
  }

  /** Where a snapshot alone has it. */
  #inSnapshot(name: string): string | undefined {
    return this.isEmpty ? undefined : existing(join(this.snapshotFolder, name));
  }
}

function existing(path: string): string | undefined {
  return existsSync(path) ? path : undefined;
}
