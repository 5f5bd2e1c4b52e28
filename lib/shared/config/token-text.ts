import { type IResolvable, Tokenization } from 'aws-cdk-lib';

/** The text with something else in the place of each token of CDK in it. */
export function withTokensAs(text: string, replace: (token: IResolvable) => string): string {
  return Tokenization.reverseString(text)
    .mapTokens({ mapToken: replace })
    .join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });
}
