/** npm takes options for its own that are given without `--` before them, and puts them into the environment. */

const FLAGS = ['list', 'keep', 'mails'] as const;

/** Of several numbers or names nobody could say which is whose: such an option is asked for again. */
const NOTHING = /(?!)/;

/** Options with a value, and what one looks like: no scenario's name does. */
const VALUES = [
  ['seed', /^\d+$/],
  ['etcd', /^\d+\.\d+$/],
  ['pairs', /^(none|some|all)$/],
  ['failing', NOTHING],
  ['cells', NOTHING],
  ['patch', NOTHING],
  ['stack', NOTHING],
  ['snapshot', NOTHING],
  ['report', NOTHING],
  ['junit', NOTHING],
] as const;

/**
 * The arguments with those that npm has kept back.
 * @param env of the process: `npm start --keep` gives `npm_config_keep=true`, `--seed=3` `npm_config_seed=3`; of
 * `--seed 3` npm takes `true`, and the value is left among the arguments; what is given twice has an empty line between
 */
export function withThoseOfNpm(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  if (env.npm_lifecycle_event !== 'start') return args;
  const flags = FLAGS.filter((flag) => env[`npm_config_${flag}`] === 'true').map((flag) => `--${flag}`);
  const rest = [...args];
  const options = VALUES.flatMap(([name, looks]) => {
    const value = env[`npm_config_${name}`];
    if (value === undefined) return [];
    if (value !== 'true') return value.split('\n\n').map((each) => `--${name}=${each}`);
    const at = rest.findIndex((arg) => looks.test(arg));
    return [`--${name}=${at < 0 ? '' : rest.splice(at, 1)}`];
  });
  return [...flags, ...options, ...rest];
}
