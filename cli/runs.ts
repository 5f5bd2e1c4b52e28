import { rehearse } from './rehearse.ts';

/** Parts of the command that read the project alone, and files. Each is loaded when it is asked for: `plan` loads the CDK. */
interface Run {
  readonly name: string;
  readonly about: string;
  /** @returns the exit code */
  readonly main: (args: readonly string[]) => Promise<number>;
}

export const RUNS: readonly Run[] = [
  {
    name: 'plan',
    about: 'show what the migrations of an app would do, before anything is deployed',
    main: async (args) => (await import('../plan/command.ts')).main(args),
  },
  {
    name: 'snapshot',
    about: 'read what the configuration names in AWS, for the plan and the rehearsal',
    main: async (args) => (await import('../snapshot/command.ts')).main(args),
  },
  {
    name: 'rehearse',
    about: 'rehearse the migration whole, on an AWS that runs offline',
    main: rehearse,
  },
  {
    name: 'comment',
    about: 'put a text, such as a plan, into one comment on a pull request, in GitHub Actions',
    main: async (args) => (await import('./comment/command.ts')).main(args),
  },
  {
    name: 'report',
    about: 'turn a report of a migration or a rehearsal into a page for the browser',
    main: async (args) => (await import('../report/command.ts')).main(args),
  },
];
