let isListening = false;

/**
 * Has Node print an error's message alone, if nobody catches the error in this turn: source lines and a stack of this
 * project say nothing to whoever wrote the configuration.
 */
export function printAlone(kind: new (...args: never[]) => Error): void {
  // Somebody who listens prints errors in a way of their own.
  if (isListening || process.listenerCount('uncaughtException') > 0) return;
  isListening = true;
  const print = (error: unknown) => {
    // As Node does it without this listener.
    if (!(error instanceof kind)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  };
  process.once('uncaughtException', print);
  setImmediate(() => {
    process.off('uncaughtException', print);
    isListening = false;
  });
}
