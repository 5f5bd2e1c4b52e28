/** What the comment says. */

/** In characters. Source: the answer of GitHub to a longer one, “body is too long (maximum is 65536 characters)”. */
export const LONGEST = 65_536;

/** Begins the comments of one workflow; GitHub does not show it. */
export function markerOf(workflow: string): string {
  // Two hyphens would end it.
  return `<!-- kops-cutover: ${workflow.replaceAll(/-{2,}|[<>]/g, '-')} -->`;
}

/** @param run the page of the workflow's run, which has the whole text */
export function bodyOf(text: string, marker: string, run: string): string {
  const whole = `${marker}\n${text}`;
  if (whole.length <= LONGEST) return whole;
  const rest = `\n\n… [The rest is in the summary of this run](${run}).\n`;
  const cut = whole.slice(0, LONGEST - rest.length);
  return `${cut.slice(0, cut.lastIndexOf('\n'))}${rest}`;
}
