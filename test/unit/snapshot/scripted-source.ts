import { type FileKind, type Place, pathOf } from '../../../rehearsal/snapshot/file-kind.ts';
import type { AnyCall, Call, FileCall, Listing } from '../../../snapshot/calls/call.ts';
import type { Ask, S3Object, Source } from '../../../snapshot/source/source.ts';

/** What AWS answers to each question of a call, as the CLI prints it. */
// biome-ignore lint/suspicious/noExplicitAny: each call is asked something else
export type Answer = (input: any) => object | undefined;

/** AWS, as far as a test says. A call of which it says nothing answers that there is no such thing. */
export class ScriptedSource implements Source {
  readonly files = new Map<string, unknown>();
  readonly asked: { readonly call: AnyCall; readonly input: unknown }[] = [];
  readonly #answers: ReadonlyMap<AnyCall, Answer>;

  constructor(...answers: readonly (readonly [AnyCall, Answer])[]) {
    this.#answers = new Map(answers);
  }

  /** The questions of a call. */
  inputsOf(call: AnyCall): readonly unknown[] {
    return this.asked.filter((each) => each.call === call).map(({ input }) => input);
  }

  async file<I, C>(call: FileCall<I, C>, place: Place, make: (ask: Ask<I, C>) => Promise<C | undefined>) {
    const content = await make(async (input) => this.#answer(call, input) as C | undefined);
    if (content !== undefined) this.files.set(pathOf(call.kind, place), content);
    return content;
  }

  async list<I, A>(call: Listing<I, A>, _place: Place, input: I): Promise<A | undefined> {
    return this.#answer(call, input) as A | undefined;
  }

  async input<C>(kind: FileKind<C>, place: Place, content: C): Promise<C> {
    this.files.set(pathOf(kind, place), content);
    return content;
  }

  async byHand(): Promise<void> {}

  async object(call: Call<S3Object>, bucket: string, key: string): Promise<void> {
    const answer = this.#answer(call, { Bucket: bucket, Key: key });
    if (answer) this.files.set(`objects/${bucket}/${key}`, answer);
  }

  #answer(call: AnyCall, input: unknown): object | undefined {
    this.asked.push({ call, input });
    return this.#answers.get(call)?.(input);
  }
}
