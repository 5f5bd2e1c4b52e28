import { readable } from '../../lambdas/shared/domain/compose.ts';
import { bold, green, red, yellow } from '../../rehearsal/text/style.ts';
import type { PlanSection } from './sections.ts';

/** Plain text; coloured where a terminal shows it. */
export function asText(sections: readonly PlanSection[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map((section) => {
      const [heading = '', ...lines] = readable([section]).split('\n');
      const code = section.code ? [section.code] : [];
      return [coloured(heading), ...lines, ...code].join('\n');
    })
    .join('\n');
}

const YELLOW = ['Warnings', 'The snapshot', 'What alarms may miss'];

function coloured(heading: string): string {
  if (heading === 'What must be fixed first') return bold(red(heading));
  if (YELLOW.includes(heading) || heading.startsWith('Unknown')) return bold(yellow(heading));
  return bold(heading === 'What is in order' ? green(heading) : heading);
}

/** For a comment on a pull request. */
export function asMarkdown(sections: readonly PlanSection[]): string {
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(
      ({ heading, lines, code = '' }) =>
        `### ${escaped(heading)}\n\n${lines.map((line) => `- ${escaped(line)}\n`).join('')}${code && `\n\`\`\`hcl\n${code}\`\`\`\n`}`,
    )
    .join('\n');
}

/** What Markdown would take for its own: names have underscores, wildcards are stars. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*_`<>|[\]]/g, '\\$&');
}
