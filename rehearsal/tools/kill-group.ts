/** Kills all processes of a group that are left, if any; `leader` is the id of the one that began it. */
export function killGroup(leader: number | undefined): void {
  if (leader !== undefined) killProcess(-leader);
}

/** Kills a process, if it is left. */
export function killProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
