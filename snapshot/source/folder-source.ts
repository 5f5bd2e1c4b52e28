import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileKind, type Place, pathOf } from '../../rehearsal/snapshot/file-kind.ts';
import type { Json } from '../../rehearsal/snapshot/json.ts';
import { missing } from '../../rehearsal/snapshot/needs.ts';
import { OBJECTS } from '../../rehearsal/snapshot/read-folder.ts';
import { type Call, type FileCall, type Listing, type Step, stepOf } from '../calls/call.ts';
import type { Ask, S3Object, Source } from './source.ts';

/** What is to be done by hand. */
export type Work =
  | ({ readonly kind: 'run' } & Step)
  /** What a call will be asked. */
  | { readonly kind: 'write'; readonly file: string; readonly content: string }
  /** A command whose output says for what to run others; it isn't known whether that was done. */
  | { readonly kind: 'look'; readonly command: string; readonly then: readonly Step[] };

/** The folder in which a snapshot grows that somebody makes by hand. What isn't there is to be done, and leads nowhere yet. */
export class FolderSource implements Source {
  readonly work: Work[] = [];
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async file<I, C>(
    call: FileCall<I, C>,
    place: Place,
    make: (ask: Ask<I, C>) => Promise<C | undefined>,
  ): Promise<C | undefined> {
    const there = this.#there<C>(call.kind, place);
    if (there !== undefined) return there;
    const asked: I[] = [];
    await make(async (input) => void asked.push(input));
    this.work.push({ kind: 'run', ...withArn(stepOf(call.kind, place), asked[0]) });
    return undefined;
  }

  async byHand(kind: FileKind, place: Place): Promise<void> {
    if (this.#there(kind, place) === undefined) this.work.push({ kind: 'run', ...stepOf(kind, place) });
  }

  async input<C>(kind: FileKind<C>, place: Place, content: C): Promise<C> {
    const there = this.#there(kind, place);
    if (there !== undefined) return there;
    this.work.push({ kind: 'write', file: pathOf(kind, place), content: JSON.stringify(content, null, 2) });
    return content;
  }

  async object(_call: Call<S3Object>, bucket: string, key: string): Promise<void> {
    const file = `${OBJECTS}/${bucket}/${key}`;
    if (!existsSync(join(this.#folder, file)))
      this.work.push({ kind: 'run', command: `aws s3 cp s3://${bucket}/${key} ${file}`, file, isPut: true });
  }

  async list<I, A>(call: Listing<I, A>, place: Place, input: I): Promise<A | undefined> {
    const within = call.within;
    if (within) {
      const whole = this.#there(within.kind, place);
      return whole === undefined ? undefined : within.pick(whole, input);
    }
    const { among } = call;
    const known = among?.pick(this.#filesOf(among.kind, place), input);
    if (known !== undefined) return known;
    const steps = call.leadsTo?.(place, input) ?? [];
    const lacking = steps.filter(({ file, isPut }) => isPut && !existsSync(join(this.#folder, file)));
    this.work.push(...lacking.map((step) => ({ kind: 'run' as const, ...step })));
    const then = steps.filter(({ isPut }) => !isPut);
    if (then.length > 0) this.work.push({ kind: 'look', command: call.command(input), then });
    return undefined;
  }

  /** By what each is of. */
  #filesOf(kind: FileKind, place: Place): ReadonlyMap<string, unknown> {
    const folder = join(this.#folder, dirname(pathOf(kind, { ...place, names: ['any'] })));
    const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : [];
    return new Map(
      files.flatMap((file): [string, unknown][] => {
        const name = file.slice(0, -'.json'.length);
        const content = this.#there(kind, { ...place, names: [name] });
        return content === undefined ? [] : [[name, content]];
      }),
    );
  }

  /** What is no such answer is still to be had: what is wrong with it is reported when the snapshot is read. */
  #there<C>(kind: FileKind<C>, place: Place): C | undefined {
    const path = join(this.#folder, pathOf(kind, place));
    if (!existsSync(path)) return undefined;
    try {
      const content: Json = JSON.parse(readFileSync(path, 'utf8'));
      return missing(content, kind.needs).length === 0 ? (content as C) : undefined;
    } catch {
      return undefined;
    }
  }
}

/** A command names by its ARN what the file is named by its name. */
function withArn({ command, file }: Step, input: unknown): Step {
  const values = Object.values((input ?? {}) as object).flat();
  const arn = values.find((value) => typeof value === 'string' && value.startsWith('arn:'));
  return { command: arn === undefined ? command : command.replace(/<ARN of [^>]+>/, String(arn)), file };
}
