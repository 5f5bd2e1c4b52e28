import { EmulatorDied } from '../emulator/types.ts';
import { Interrupted } from './interruption.ts';

/** Whether an error is no scenario's own: nothing more can be played, or is to be. */
export function endsEverything(error: unknown): boolean {
  return error instanceof Interrupted || error instanceof EmulatorDied;
}
