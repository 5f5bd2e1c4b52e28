import { ANY_NAME, fileKind } from '../file-kind.ts';

interface Shown {
  readonly format_version?: string;
}

/** Smithy's number of whatever there may be. */
const DOCUMENT = 15;

/** A state, or a plan. `../terraform.ts` reads it. */
export const TERRAFORM_SHOW = fileKind<Shown>()({
  service: 'terraform',
  call: 'show',
  regional: false,
  options: [ANY_NAME],
  answer: async () => DOCUMENT,
  needs: { format_version: true },
});
