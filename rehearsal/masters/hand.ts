import type { Chronicle } from '../chronicle.ts';
import type { Happenings } from '../compute/index.ts';

/** These end an instance by themselves, and not by way of a lifecycle hook that somebody must let go. */
const ENDING = ['terminateByUser', 'stopByUser', 'failHardware', 'interruptSpot'] as const;

type Happening = keyof Happenings;
type Act = (...input: readonly unknown[]) => void;

/** The same happenings; each is told, and the instances that one of them ends are kept in `ended`. */
export function handOf(happenings: Happenings, chronicle: Chronicle, ended: Set<string>): Happenings {
  const acts = Object.entries(happenings) as [Happening, Act][];
  const told = acts.map(([name, act]) => {
    const doAndTell: Act = (...input) => {
      const words = input.filter((each) => typeof each === 'string').join(' ');
      chronicle.tell('note', `${inWords(name)} ${words}`);
      if ((ENDING as readonly string[]).includes(name)) ended.add(String(input[0]));
      act(...input);
    };
    return [name, doAndTell] as const;
  });
  return Object.fromEntries(told) as unknown as Happenings;
}

/** `failHardware` → `fail hardware`. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
