/** The protocol's rows and words as the tables of docs/protocol.md. */
import { RESTORE_RULES, STEP_RULES, UNREAD_RULES } from '../lambdas/migration/domain/protocol/rules.ts';
import {
  FENCES,
  NAMES,
  RESTORE_DEEDS,
  RESTORE_GOALS,
  type Rule,
  STEP_DEEDS,
  STEP_GOALS,
  UNREAD_DEEDS,
  WHOSE,
} from '../lambdas/migration/domain/protocol/words.ts';

/** What is between these is printed; the rest of the page is written by hand. */
const PRINTED = /(<!-- printed by `npm run protocol` -->\n)[\s\S]*(<!-- end of what is printed -->\n)/;

/** `page` with the tables as they are now. @throws where it has no place for them */
export function withTables(page: string): string {
  if (!PRINTED.test(page)) throw new Error('docs/protocol.md has no place for the tables.');
  return page.replace(PRINTED, (_all, begin: string, end: string) => `${begin}\n${protocolTables()}\n${end}`);
}

function protocolTables(): string {
  return [
    section('A step of the migration', rows(STEP_RULES, STEP_DEEDS)),
    section('A rollback, before it has read the zone', rows(UNREAD_RULES, UNREAD_DEEDS)),
    section('A rollback that has read the zone', rows(RESTORE_RULES, RESTORE_DEEDS)),
    section('The words', [
      ...words('goal', 'what the writer wants', { ...STEP_GOALS, ...RESTORE_GOALS }),
      '',
      ...words('fence', 'what stands at the fence’s name', FENCES),
      '',
      ...words('whose', 'which execution the fence names', WHOSE),
      '',
      ...words('names', 'what the migrated names hold', NAMES),
    ]),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string {
  return [`## ${title}`, '', ...lines, ''].join('\n');
}

function rows(rules: readonly Rule[], deeds: Readonly<Record<string, string>>): readonly string[] {
  return [
    '| goal | fence | whose | names | what is done | why |',
    '|---|---|---|---|---|---|',
    ...rules.map(({ goal, fence, whose, names, does, why }) => {
      const cells = [listed(goal), listed(fence), listed(whose), listed(names), deeds[does] ?? '', why];
      return `| ${cells.join(' | ')} |`;
    }),
  ];
}

function listed(values: readonly string[] | undefined): string {
  return values?.join(', ') ?? 'any';
}

function words(column: string, meaning: string, all: Readonly<Record<string, string>>): readonly string[] {
  return [
    `| ${column} | ${meaning} |`,
    '|---|---|',
    ...Object.entries(all).map(([word, text]) => `| ${word} | ${text} |`),
  ];
}
