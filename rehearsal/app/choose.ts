import { APP_MISSING, usualApp } from '#own';
import { ProjectRefused } from '../own/project-refused.ts';
import { startedIn } from '../tools/started-in.ts';
import type { SynthesisedStack } from './synthesise.ts';

/** An app that can't be rehearsed as it was asked for; the message says why, and what to run. */
export class AppRefused extends Error {
  override readonly name = 'AppRefused';
}

/** The app that is meant, and what is wrong with that. @param given by --app; '' without @param isNeeded whether there must be one */
export function appAsked(
  given: string,
  isNeeded: boolean,
): { readonly app: string; readonly problems: readonly string[] } {
  try {
    const app = given || usualApp(startedIn());
    return { app, problems: app === '' && isNeeded ? [APP_MISSING] : [] };
  } catch (error) {
    if (!(error instanceof ProjectRefused)) throw error;
    return { app: '', problems: [error.message] };
  }
}

export interface Asked {
  /** How the app is started. */
  readonly app: string;
  /** Which stack; '' where nobody says. */
  readonly stack: string;
}

/**
 * Of what an app's stacks have of a product, the one that is rehearsed.
 * @param what one of it is: `migration` @returns undefined where the stacks have none
 * @throws AppRefused without such a stack, and where several would do
 */
export function theOne<T extends { readonly stack: SynthesisedStack }>(
  found: readonly T[],
  what: string,
  stacks: readonly SynthesisedStack[],
  { app, stack }: Asked,
): T | undefined {
  if (stack !== '' && !stacks.some(({ name }) => name === stack)) {
    const names = stacks.map(({ name }) => name).join(', ') || 'no stack';
    throw new AppRefused(
      `\`${app}\` has no stack ${stack}; it has ${names}. Name one of these: --stack <name>`,
    );
  }
  const fitting = found.filter((each) => stack === '' || each.stack.name === stack);
  const [only, ...others] = fitting;
  if (only === undefined || others.length === 0) return only;
  const names = [...new Set(fitting.map((each) => each.stack.name))];
  if (names.length === 1)
    throw new AppRefused(
      `The stack ${names[0]} of \`${app}\` has ${fitting.length} of what is rehearsed one at a time, a ${what}. Put each into a stack of its own to rehearse it.`,
    );
  throw new AppRefused(
    `\`${app}\` has a ${what} in each of the stacks ${names.join(', ')}. Say which: --stack ${names[0]}`,
  );
}

/** @param what one of it is: `migration` @param without it there is none of these @throws AppRefused where there is none */
export function needed<T>(found: T | undefined, what: string, without: string, { app, stack }: Asked): T {
  if (found !== undefined) return found;
  const where = stack === '' ? `\`${app}\`` : `The stack ${stack} of \`${app}\``;
  throw new AppRefused(`${where} has no ${what}, and so no ${without}.`);
}
