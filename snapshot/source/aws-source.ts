import { type FileKind, type Place, pathOf, toolOf } from '../../rehearsal/snapshot/file-kind.ts';
import { OBJECTS } from '../../rehearsal/snapshot/read-folder.ts';
import type { AwsClients } from '../aws/clients.ts';
import { printed } from '../aws/printed.ts';
import { type AnyCall, type Call, type FileCall, type Listing, type Step, stepOf } from '../calls/call.ts';
import type { Staging } from '../folder/staging.ts';
import type { Ask, S3Object, Source } from './source.ts';
import { type Absence, type Denial, isDenial } from './trouble.ts';

export interface Account {
  readonly account: string;
  /** Of a region; those of the services that are the same in all are of any. */
  clients(region: string): AwsClients;
  /** In which the latter are asked. */
  readonly region: string;
  /** That the policy of this account allows. */
  readonly calls: ReadonlySet<AnyCall>;
}

/** What is told while it goes on. */
export interface Progress {
  /** @param what is read, as the CLI calls it @param pages that are there */
  reads(what: string, pages: number): void;
}

interface Options {
  readonly staging: Staging;
  readonly progress: Progress;
  /** Before a file is written. */
  readonly redacted: <C>(kind: FileKind<C>, content: C) => C;
  readonly redactedText: (text: string) => string;
}

/** One account. What was read before is not asked for again. */
export class AwsSource implements Source {
  /** What AWS refused. */
  readonly denials: Denial[] = [];
  /** What AWS doesn't have. */
  readonly absences: Absence[] = [];
  /** What people are to add. */
  readonly byHands: Step[] = [];
  readonly #account: Account;
  readonly #options: Options;

  constructor(account: Account, options: Options) {
    this.#account = account;
    this.#options = options;
  }

  async file<I, C>(
    call: FileCall<I, C>,
    place: Place,
    make: (ask: Ask<I, C>) => Promise<C | undefined>,
  ): Promise<C | undefined> {
    const { staging, redacted } = this.#options;
    const file = pathOf(call.kind, place);
    if (staging.has(file)) return staging.read(file) as C;
    const what = [toolOf(call.kind), ...(place.names ?? [])].join(' ');
    const made = await this.#unlessDenied(what, () =>
      make((input) => this.#asked<I, C>(call, place, input, what, call.kind.decoded)),
    );
    if (made === undefined) return undefined;
    const content = redacted(call.kind, made);
    staging.json(file, content as never);
    return content;
  }

  async byHand(kind: FileKind, place: Place): Promise<void> {
    this.byHands.push(stepOf(kind, place));
  }

  async input<C>(kind: FileKind<C>, place: Place, content: C): Promise<C> {
    const { staging } = this.#options;
    const file = pathOf(kind, place);
    if (!staging.has(file)) staging.json(file, content as never);
    return staging.read(file) as C;
  }

  async object(call: Call<S3Object>, bucket: string, key: string): Promise<void> {
    const { staging, redactedText } = this.#options;
    const file = `${OBJECTS}/${bucket}/${key}`;
    // Empty ones, which end in a slash, stand for folders.
    if (staging.has(file) || key.endsWith('/')) return;
    const what = `aws s3 cp s3://${bucket}/${key} -`;
    const { account } = this.#account;
    const read = await this.#unlessDenied(what, () =>
      this.#asked<S3Object, { readonly text: string }>(call, { account }, { Bucket: bucket, Key: key }, what),
    );
    if (read) staging.text(file, redactedText(read.text));
  }

  list<I, A>(call: Listing<I, A>, place: Place, input: I): Promise<A | undefined> {
    const what = call.command(input);
    return this.#unlessDenied(what, () => this.#asked<I, A>(call, place, input, what));
  }

  /** The other accounts and services can still be asked: all that is refused is told at once. */
  async #unlessDenied<T>(what: string, read: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (!isDenial(error)) throw error;
      this.denials.push({ account: this.#account.account, what, why: error.message });
      return undefined;
    }
  }

  async #asked<I, A>(
    call: Call<I>,
    place: Place,
    input: I,
    what: string,
    decoded: readonly string[] = [],
  ): Promise<A | undefined> {
    if (!this.#account.calls.has(call)) throw new Error(`${what} is not in the policy`);
    const { progress } = this.#options;
    const clients = this.#account.clients(place.region ?? this.#account.region);
    const pages: object[] = [];
    progress.reads(what, 0);
    try {
      for await (const page of call.ask(clients, input)) progress.reads(what, pages.push(page));
      return printed(pages, decoded) as A;
    } catch (error) {
      const { name } = error as Error;
      if (call.unset?.includes(name)) return undefined;
      if (!call.absent?.includes(name)) throw error;
      this.absences.push({ what, place });
      return undefined;
    }
  }
}
