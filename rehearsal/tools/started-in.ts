/** npm runs its scripts in the project's folder: paths and commands are given from where npm was started. */
export function startedIn(): string {
  return process.env.INIT_CWD ?? process.cwd();
}
