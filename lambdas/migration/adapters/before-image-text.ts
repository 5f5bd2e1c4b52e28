import { NamedError } from '../../shared/domain/named-error.ts';
import { ERRORS } from '../contract/errors.ts';
import type { BeforeImage, CopiedRun, JournalRun } from '../domain/journal-state.ts';

/** Of what is written; another one is of a later version of this software, and never guessed. */
const FORMAT = 1;

interface Form {
  readonly version: typeof FORMAT;
  readonly run: JournalRun;
  /** By zone id. */
  readonly beforeImage: Readonly<Record<string, BeforeImage>>;
}

/** What a person reads, too, when records have to be put back by hand. */
export function copyText({ run, beforeImage }: CopiedRun): string {
  const form: Form = { version: FORMAT, run, beforeImage: Object.fromEntries(beforeImage) };
  return `${JSON.stringify(form, undefined, 2)}\n`;
}

/** @throws BeforeImageUnreadable naming `address` when the text is not what `copyText` writes */
export function parseCopy(text: string, address: string): CopiedRun {
  const copied = copyIn(text);
  if (copied) return copied;
  throw new NamedError(
    ERRORS.beforeImageUnreadable,
    `${address} is not a before-image of format ${FORMAT}. Check its earlier versions, which are kept.`,
  );
}

/** Undefined when it can't be read, so that it may be replaced. */
export function copyIn(text: string): CopiedRun | undefined {
  const form = formIn(text);
  return form && { run: form.run, beforeImage: new Map(Object.entries(form.beforeImage)) };
}

function formIn(text: string): Form | undefined {
  try {
    const form: Form = JSON.parse(text);
    const { execution, startedAt, begunAt, beforeImageOf, tookOver } = form.run;
    const texts = [execution, startedAt, begunAt, beforeImageOf, tookOver];
    const images = Object.values(form.beforeImage);
    const whole =
      form.version === FORMAT &&
      texts.every((value) => typeof value === 'string') &&
      images.length > 0 &&
      images.every(
        ({ fenceName, records, follows }) =>
          typeof fenceName === 'string' && Array.isArray(records) && Array.isArray(follows),
      );
    return whole ? form : undefined;
  } catch {
    return undefined;
  }
}
