import { readable, type Section } from '../../lambdas/shared/domain/compose.ts';
import { bold, green, red, yellow } from '../../rehearsal/text/style.ts';

/** Plain text; coloured where a terminal shows it. */
export function asText(sections: readonly Section[]): string {
  return readable(sections)
    .split('\n')
    .map((line) => (line === '' || line.startsWith('- ') ? line : coloured(line)))
    .join('\n');
}

function coloured(heading: string): string {
  if (heading === 'What must be fixed first') return bold(red(heading));
  if (heading === 'Warnings' || heading.startsWith('Unknown')) return bold(yellow(heading));
  return bold(heading === 'What is in order' ? green(heading) : heading);
}

/** For a comment on a pull request. */
export function asMarkdown(sections: readonly Section[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ heading, lines }) =>
        `### ${escaped(heading)}\n\n${lines.map((line) => `- ${escaped(line)}\n`).join('')}`,
    )
    .join('\n');
}

/** What Markdown would take for its own: names have underscores, wildcards are stars. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*_`<>|[\]]/g, '\\$&');
}
