import { visible } from '../../../lambdas/shared/contract/visible.ts';
import { printAlone } from './uncaught.ts';

/** One thing that is wrong in a configuration. */
export interface Problem {
  /** Where: `zones[0].records[2]`; empty for the configuration as a whole. */
  readonly path: string;
  /** What stands there, as a reader would write it. */
  readonly value: string;
  readonly expected: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Worth a look, but no reason to refuse. */
export interface ConfigWarning {
  /** Stable kebab-case word, to acknowledge it by. */
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The configuration can't be deployed. The message lists every problem. */
export class ConfigError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(subject: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
    super(
      `The configuration of ${subject} has ${count}; nothing was synthesized.\n\n${problems.map(inLines).join('\n\n')}\n`,
    );
    this.name = 'ConfigError';
    // Not enumerable: Node prints enumerable properties below the stack, so every problem would appear twice.
    Object.defineProperty(this, 'problems', { value: problems });
    printAlone(ConfigError);
  }
}

function inLines(problem: Problem): string {
  return [
    `  ${problem.path || 'the configuration'}: ${problem.value}`,
    `    expected: ${problem.expected}`,
    `    write:    ${problem.fix}`,
  ]
    .flatMap((line) => line.split('\n'))
    .map(visible)
    .join('\n');
}
