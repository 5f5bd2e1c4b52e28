/** What the app's stacks take of others: without it, neither zones nor load balancers may be known. */
import type { FileKind, Place } from '../../rehearsal/snapshot/file-kind.ts';
import { EXPORTS, STACK, STACK_RESOURCES } from '../../rehearsal/snapshot/kinds/cloudformation.ts';
import { LOAD_BALANCERS } from '../../rehearsal/snapshot/kinds/elbv2.ts';
import { PARAMETER_VALUE, parameterOf } from '../../rehearsal/snapshot/kinds/ssm.ts';
import {
  DESCRIBE_STACK,
  LIST_BALANCERS,
  LIST_EXPORTS,
  READ_PARAMETER,
  STACK_MADE,
} from '../calls/imports.ts';
import { one, type Source } from '../source/source.ts';
import type { Part } from './part.ts';

export const IMPORTS: Part = {
  calls: [LIST_EXPORTS, DESCRIBE_STACK, STACK_MADE, READ_PARAMETER, LIST_BALANCERS],
  isIn: ({ regions }) => regions.some(({ imported = [] }) => imported.length > 0),
};

/**
 * @param names of exports: those of others stay where they are
 * @returns what the file of this kind says; undefined if AWS has no such thing, or for a file that is read anyway
 */
export async function takeImport(
  kind: FileKind,
  place: Place,
  source: Source,
  names: ReadonlySet<string>,
): Promise<unknown> {
  const { account, region = '', names: [name = ''] = [] } = place;
  switch (kind as unknown) {
    case EXPORTS:
      return source.file(LIST_EXPORTS, place, async (ask) => {
        const answer = await ask({});
        return answer && { ...answer, Exports: answer.Exports.filter(({ Name }) => names.has(Name)) };
      });
    case STACK:
      return source.file(DESCRIBE_STACK, place, async (ask) => {
        const answer = await ask({ StackName: name });
        return answer && { ...answer, Stacks: answer.Stacks.map(withOutputsAlone) };
      });
    case STACK_RESOURCES:
      return one(source, STACK_MADE, place, { StackName: name });
    case PARAMETER_VALUE:
      return one(source, READ_PARAMETER, place, { Name: parameterOf(name) });
    case LOAD_BALANCERS:
      return source.list(LIST_BALANCERS, { account, region }, {});
    default:
      return undefined;
  }
}

/** Nothing is read of what a stack was given. */
function withOutputsAlone<T extends object>(stack: T): T {
  return { ...stack, Parameters: [], Tags: [] };
}
