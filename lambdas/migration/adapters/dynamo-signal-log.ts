import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { JournalItems } from '../../shared/adapters/journal-items.ts';
import { SIGNAL_WORDS, type SignalWord } from '../contract/signals.ts';
import { type SignalState, withWord } from '../domain/signal.ts';
import type { SignalLog } from '../ports/signal-log.ts';

const SIGNAL = 'signal#';

/** In the journal's table, one item for each word of a signal: `signal#<name>#<word>`. */
export class DynamoSignalLog implements SignalLog {
  readonly #items: JournalItems;

  constructor(client: DynamoDBClient, table: string, migration: string) {
    this.#items = new JournalItems(client, table, migration);
  }

  async note(signal: string, word: SignalWord, at: number): Promise<void> {
    const saidAt = { N: `${at}` };
    await this.#items.putIf(
      { ...this.#items.key(`${SIGNAL}${signal}#${word}`), saidAt },
      'attribute_not_exists(#item) OR saidAt < :saidAt',
      { ':saidAt': saidAt },
    );
  }

  async read(): Promise<ReadonlyMap<string, SignalState>> {
    const states = new Map<string, SignalState>();
    for (const { item, saidAt } of await this.#items.query(SIGNAL)) {
      const [, signal = '', given] = item?.S?.split('#') ?? [];
      const word = SIGNAL_WORDS.find((each) => each === given);
      const at = Number(saidAt?.N);
      if (word && Number.isFinite(at)) states.set(signal, withWord(states.get(signal) ?? {}, word, at));
    }
    return states;
  }
}
