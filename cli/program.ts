import { Command } from 'commander';
import { ABOUT } from './about.ts';
import { addControl } from './control/commands.ts';
import { InitRefused, init } from './init/init.ts';
import { RUNS } from './runs.ts';

/** The command and its parts. Each of `RUNS` reads its own arguments, so that they mean the same as in the repository. */
export function program(): Command {
  const all = new Command('kops-cutover')
    .description(ABOUT.description)
    .version(ABOUT.version)
    .showHelpAfterError('Help: npx kops-cutover --help')
    .configureHelp({ showGlobalOptions: false });
  all
    .command('init')
    .description('make a project of this folder, or add a migration to a CDK project')
    .option('--overwrite', 'replace files that exist')
    .action(({ overwrite = false }: { readonly overwrite?: boolean }) => {
      try {
        process.stdout.write(`${init(process.cwd(), overwrite).join('\n')}\n`);
      } catch (error) {
        if (!(error instanceof InitRefused)) throw error;
        all.error(error.message);
      }
    });
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
  addControl(all);
  return all;
}
