import { Command } from 'commander';
import { ABOUT } from './about.ts';
import { RUNS } from './runs.ts';

/** The command and its parts. Each part's own arguments are read by it, so that they mean the same as in the repository. */
export function program(): Command {
  const all = new Command('kops-cutover')
    .description(ABOUT.description)
    .version(ABOUT.version)
    .showHelpAfterError('Help: npx kops-cutover --help')
    .configureHelp({ showGlobalOptions: false });
  for (const { name, about, main } of RUNS)
    all
      .command(name)
      .description(about)
      .helpOption(false)
      .allowUnknownOption()
      .argument('[options...]')
      .action(async (args: readonly string[]) => {
        process.exitCode = await main(args);
      });
  return all;
}
