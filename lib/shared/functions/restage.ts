import { createHash } from 'node:crypto';
import { CfnFunction, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { MODES, setModes, stagingsOf } from './modes.ts';

/**
 * Stages the code of one of CDK's own functions once more. It comes out of `node_modules`, so its modes are what the umask
 * was when npm installed it, and CDK names it by its content alone: under a name of ours it is uploaded with the right ones.
 */
export function restage(lambda: LambdaFunction): void {
  const made = lambda.node.defaultChild;
  if (!(made instanceof CfnFunction)) throw new Error(`${lambda.node.path} contains no Lambda function`);
  for (const { sourcePath, assetHash } of stagingsOf(lambda)) {
    const asset = new Asset(lambda, 'ReadableCode', {
      path: sourcePath,
      exclude: ['*.ts'],
      assetHash: createHash('sha256').update(`${MODES}:${assetHash}`).digest('hex'),
    });
    made.code = { s3Bucket: asset.s3BucketName, s3Key: asset.s3ObjectKey };
    asset.addResourceMetadata(made, 'Code');
  }
  setModes(lambda);
}
