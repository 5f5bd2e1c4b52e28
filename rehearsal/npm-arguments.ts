/** npm takes options for its own that are given without `--` before them, and puts them into the environment. */

const FLAGS = ['list', 'keep'] as const;

/**
 * The arguments with those that npm has kept back.
 * @param env of the process: `npm start --keep` gives `npm_config_keep=true`, `--seed=3` `npm_config_seed=3`; of
 * `--seed 3` npm takes `true`, and the number is left among the arguments
 */
export function withThoseOfNpm(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (env.npm_lifecycle_event !== 'start') return args;
  const flags = FLAGS.filter((flag) => env[`npm_config_${flag}`] === 'true').map((flag) => `--${flag}`);
  const seed = env.npm_config_seed;
  if (seed === undefined) return [...flags, ...args];
  if (seed !== 'true') return [...flags, `--seed=${seed}`, ...args];
  // No scenario's name is a number.
  const at = args.findIndex((arg) => /^\d+$/.test(arg));
  if (at < 0) return [...flags, '--seed=', ...args];
  return [...flags, `--seed=${args[at]}`, ...args.toSpliced(at, 1)];
}
