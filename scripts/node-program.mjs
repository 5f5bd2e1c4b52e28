import { createRequire } from 'node:module';
import { SetUpError } from './set-up-error.mjs';

/** As the functions, in Lambda. */
const MAJOR = 24;

/**
 * The Node that runs everything: that of npm's package `node`, if it is installed, or else this one.
 * @returns {string} the path of its program
 * @throws {SetUpError} when neither is of the version that functions run on
 */
export function nodeProgram() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
  }
  if (Number.parseInt(process.versions.node, 10) === MAJOR) return process.execPath;
  throw new SetUpError(
    `The functions run on Node ${MAJOR}, as in Lambda, and this is Node ${process.versions.node}. Run this with Node ${MAJOR}, or install that beside: npm install --save-dev node@${MAJOR}`,
  );
}
