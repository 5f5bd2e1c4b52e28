/**
 * A resolver that has nothing to do with the migration: as long as a scenario lasts it asks the name server, over the
 * wire, for names that aren't moved.
 */
import { dotted } from '../../../lambdas/shared/contract/dns-names.ts';
import { type DnsAnswer, type NameServerAddress, query, type Transport } from '../../dns/dns-client.ts';
import { type Moving, type Question, questionsAbout } from '../../dns/questions.ts';
import type { Answer, Route53Engine } from '../../route53/index.ts';

const TYPES = ['A', 'AAAA', 'TXT', 'MX'];
/** Real milliseconds between two rounds, and questions of one: little beside what else a rehearsal does. */
const ROUND_EVERY = 100;
const QUESTIONS_A_ROUND = 20;

interface WireQuestion extends Question {
  /** Names whose records are to stay as they are, as far as the chain leads to no moved name; undefined where all are. */
  readonly keep: readonly string[] | undefined;
}

interface Remembered extends WireQuestion {
  readonly before: string;
}

export interface ChangedAnswer extends Question {
  readonly words: string;
}

export class Bystander {
  readonly #server: NameServerAddress;
  readonly #moving: Moving;
  readonly #now: () => number;
  #remembered: readonly Remembered[] = [];
  #next = 0;
  #asked = 0;
  #asking: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #changed = new Map<Remembered, ChangedAnswer>();

  /** @param now the rehearsal's time, epoch milliseconds */
  constructor(server: NameServerAddress, moving: Moving, now: () => number) {
    this.#server = server;
    this.#moving = moving;
    this.#now = now;
  }

  /** Questions that were asked again since it began. */
  get asked(): number {
    return this.#asked;
  }

  get changed(): readonly ChangedAnswer[] {
    return [...this.#changed.values()];
  }

  /** Learns how everything is answered now, and keeps asking until `stop`. */
  async begin(engine: Route53Engine, zoneIds: readonly string[]): Promise<void> {
    const remembered: Remembered[] = [];
    for (const question of zoneIds.flatMap((zoneId) => wireQuestions(engine, zoneId, this.#moving))) {
      remembered.push({ ...question, before: await this.#ask(question) });
    }
    this.#remembered = remembered;
    this.#timer = setInterval(() => void this.askAgain(), ROUND_EVERY).unref();
  }

  /** One round; the one under way where there is one. */
  askAgain(count = QUESTIONS_A_ROUND): Promise<void> {
    this.#asking ??= this.#askSome(count).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#asking;
  }

  async #askSome(count: number): Promise<void> {
    for (let i = 0; i < Math.min(count, this.#remembered.length); i++) {
      const one = this.#remembered[this.#next++ % this.#remembered.length] as Remembered;
      const found = await this.#ask(one);
      this.#asked++;
      if (found === one.before || this.#changed.has(one)) continue;
      const words = `${new Date(this.#now()).toISOString()}: ${one.name} ${one.type} was answered over the wire with ${found}, before with ${one.before}`;
      this.#changed.set(one, { name: one.name, type: one.type, words });
    }
  }

  /** A packet that is lost on the way is not what it looks for. */
  async #ask({ name, type, keep }: WireQuestion): Promise<string> {
    const ask = (transport: Transport) => query(this.#server, name, type, transport);
    try {
      return textOf(await ask('udp').catch(() => ask('tcp')), keep);
    } catch (error) {
      return `nothing: ${error}`;
    }
  }
}

function wireQuestions(engine: Route53Engine, zoneId: string, moving: Moving): readonly WireQuestion[] {
  return questionsAbout(engine.served(zoneId), moving.migration, { types: TYPES })
    .filter(({ name }) => !name.includes('\\'))
    .flatMap(({ name, type }) => {
      const answer = engine.answer(name, type, () => 0.5);
      return isSteady(answer, moving) ? [{ name, type, keep: unmovedOwners(answer, moving) }] : [];
    });
}

/** Answers that are drawn, or that may come from a record that is moved, say nothing about their own name. */
function isSteady({ drawn }: Answer, { isMoved }: Moving): boolean {
  const [first] = drawn;
  const isDrawn = drawn.some(({ SetIdentifier }) => SetIdentifier !== undefined);
  const isAlias = drawn.some((record) => record.AliasTarget !== undefined && !isMoved(record));
  return !isDrawn && !isAlias && !(first && isMoved(first));
}

function unmovedOwners({ drawn, answers }: Answer, { isMoved }: Moving): readonly string[] | undefined {
  const moved = drawn.findIndex(isMoved);
  if (moved < 0) return undefined;
  return [...new Set(answers.map(({ name }) => name))].slice(0, moved);
}

function textOf({ rcode, records }: DnsAnswer, keep: readonly string[] | undefined): string {
  const own = records.filter(({ name }) => !keep || keep.includes(dotted(name)));
  const lines = own.map(({ name, type, ttl, data }) => `${name} ${ttl} ${type} ${data}`).toSorted();
  return [...(keep ? [] : [rcode]), ...lines].join(', ');
}
