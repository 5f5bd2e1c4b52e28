import type { Interruption } from './stage/interruption.ts';
import type { Stage } from './stage/stage.ts';

/** Ends when the play does, when somebody interrupts, or when the emulator dies. */
export async function untilInterrupted<T>(
  stage: Stage,
  { interrupted }: Interruption,
  body: () => Promise<T>,
): Promise<T> {
  const died = stage.aws.emulator.died.then((reason) => {
    throw reason;
  });
  try {
    return await Promise.race([body(), interrupted, died]);
  } catch (error) {
    stage.aws.director.giveUp(error as Error);
    throw error;
  }
}
