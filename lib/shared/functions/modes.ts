import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AssetStaging } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * What Lambda needs: the user that it runs a function as is not the owner of the function's files.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-deploy-functions.html, "Deployment package file permissions"
 */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/**
 * Stands in the hash of every asset: CDK uploads none whose hash is in the bucket already, and its own hashes leave the
 * modes out (https://github.com/aws/aws-cdk/issues/8233). With it, what was uploaded with other modes is not used again.
 */
export const MODES = `${FILE_MODE.toString(8)} ${FOLDER_MODE.toString(8)}`;

/** Sets the modes of all that CDK has staged for a construct's assets. CDK copies them, as the deployer's umask made them. */
export function setModes(construct: IConstruct): void {
  for (const { absoluteStagedPath, sourcePath } of stagingsOf(construct)) {
    // Without staging, CDK deploys the source itself; whose modes these are is not for us to say.
    if (absoluteStagedPath !== sourcePath) setModesIn(absoluteStagedPath);
  }
}

/** What CDK has staged for a construct's assets. */
export function stagingsOf(construct: IConstruct): readonly AssetStaging[] {
  const stagings = construct.node.findAll().filter((each) => each instanceof AssetStaging);
  if (stagings.length > 0) return stagings;
  throw new Error(`${construct.node.path} has no asset: CDK has changed how it stages them`);
}

function setModesIn(folder: string): void {
  chmodSync(folder, FOLDER_MODE);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) setModesIn(path);
    else chmodSync(path, FILE_MODE);
  }
}
