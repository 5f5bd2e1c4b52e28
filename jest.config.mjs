/** Packages that come as ES modules only. */
const MODULES_ONLY = '(?:commander|temporal-(?:polyfill|utils))/';

/** Set by `npm test` without a path: which files are loaded in place of those of some folders. */
const { instead = [], of = [] } = JSON.parse(process.env.GROUPED_TESTS ?? '{}');

/** swc turns the ESM sources into CommonJS for jest; types are checked by `npm run typecheck`, not here. */
export default {
  testEnvironment: 'node',
  // Not in the temporary folder, of which nothing is left.
  cacheDirectory: '<rootDir>/node_modules/.cache/kops-cutover/jest',
  // The package that is made there has the project's name.
  modulePathIgnorePatterns: ['<rootDir>/dist/package/'],
  testMatch: [
    '<rootDir>/test/**/*.test.ts',
    ...instead.map((folder) => `!${import.meta.dirname}/${folder}/**`),
    ...of,
  ],
  transform: {
    [`\\.ts$|${MODULES_ONLY}`]: [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!${MODULES_ONLY})`],
  setupFiles: ['<rootDir>/test/setup.ts', ...(process.env.CI ? ['<rootDir>/test/fixed-seed.ts'] : [])],
  // In a test's own global object each look-up of these takes its time; Buffer, Error and Set are left out, for packages declare them anew.
  sandboxInjectedGlobals: [
    'Array',
    'Date',
    'JSON',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'Proxy',
    'Reflect',
    'RegExp',
    'String',
    'WeakMap',
  ],
  // Many tests wait for a server or a process: more workers than cores use the time.
  maxWorkers: 6,
  // On a busy machine a worker with a large heap takes longer than half a second to end; what a test left open stays open for longer.
  workerGracefulExitTimeout: 5_000,
  testTimeout: 60_000,
};
