/** What may import what. `npm run depcruise` holds the project to it; test/architecture holds each rule to what it is there for. */

/** Of all that a function is made of, the decisions: no SDK, no CDK, no clock, nothing of Node. */
const DOMAIN = '^lambdas/[^/]+/domain/';
const CONTRACT = '^lambdas/[^/]+/contract/';

/** What is of one product. The rehearsal has such a folder in each of its own. */
const MIGRATION = '^(?:lambdas|lib|rehearsal/[^/]+)/migration/';
const MASTERS = '^(?:lambdas|lib|rehearsal/[^/]+)/masters/';

/** Each holds a folder for each of its states; the other folders of a product are what several states are made of. */
const MACHINES =
  '(?:preflight|migrate|roll-back|decide|control|deployment|replace-master|roll-masters|signals)';

module.exports = {
  forbidden: [
    {
      name: 'migration-knows-no-masters',
      comment: 'They are two products: who changes one need not know the other.',
      severity: 'error',
      from: { path: MIGRATION },
      to: { path: MASTERS },
    },
    {
      name: 'masters-know-no-migration',
      comment: 'They are two products: who changes one need not know the other.',
      severity: 'error',
      from: { path: MASTERS },
      to: { path: MIGRATION },
    },
    {
      name: 'shared-knows-no-product',
      comment: 'What both products use depends on neither.',
      severity: 'error',
      from: { path: '^(?:(?:lambdas|lib)/shared|rehearsal/[^/]+)/', pathNot: [MIGRATION, MASTERS] },
      to: { path: [MIGRATION, MASTERS] },
    },
    {
      name: 'domain-is-pure',
      comment:
        'Decisions are pure: of this project they take the contract, and of others nothing. They hold the data types; ports take them from here.',
      severity: 'error',
      from: { path: DOMAIN },
      to: { pathNot: [DOMAIN, CONTRACT] },
    },
    {
      name: 'contract-stands-alone',
      comment: 'The contract is what the stack and the functions share, so it depends on neither.',
      severity: 'error',
      from: { path: CONTRACT },
      to: { pathNot: CONTRACT },
    },
    {
      name: 'ports-are-types',
      comment: 'A port says what the decisions need, in their words.',
      severity: 'error',
      from: { path: '^lambdas/[^/]+/ports/' },
      to: { pathNot: '^lambdas/[^/]+/(contract|domain|ports)/' },
    },
    {
      name: 'adapters-know-no-runtime',
      comment: 'What wires the adapters is not what they need.',
      severity: 'error',
      from: { path: '^lambdas/[^/]+/adapters/' },
      to: { path: '^lambdas/[^/]+/runtime/' },
    },
    {
      name: 'stack-takes-the-contract-only',
      comment: 'The stack knows the functions by their folders and by the contract.',
      severity: 'error',
      from: { path: '^(bin|lib)/' },
      to: { path: '^lambdas/', pathNot: CONTRACT },
    },
    {
      name: 'functions-know-no-stack',
      comment: 'What runs in a function is not what makes it, tries it or rehearses it.',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { path: '^(bin|cli|lib|rehearsal|report|plan|snapshot|bench|scripts|test)/' },
    },
    {
      name: 'product-knows-no-rehearsal',
      comment: 'What is rehearsed is what is deployed: it can’t tell the difference.',
      severity: 'error',
      from: { path: '^(bin|lib)/' },
      to: { path: '^(cli|rehearsal|report|plan|snapshot|bench|scripts|test)/' },
    },
    {
      name: 'rehearsal-asks-from-outside',
      comment: 'Whether a rehearsal went well is asked of DNS, the zone, etcd and AWS, never of the product.',
      severity: 'error',
      from: { path: '^rehearsal/' },
      to: { path: '^(cli/|plan/|snapshot/|lambdas/|lib/)', pathNot: CONTRACT },
    },
    {
      name: 'page-of-a-rehearsal-knows-no-product',
      comment: 'It shows what was seen from outside: what the product says of itself is not in it.',
      severity: 'error',
      from: { path: '^(rehearsal|report/(page|rehearsal))/' },
      to: { path: '^(lambdas|lib|plan|snapshot|report)/', pathNot: [CONTRACT, '^report/(page|rehearsal)/'] },
    },
    {
      name: 'regions-are-in-one-place',
      comment: 'Two lists of regions differ sooner or later: lambdas/shared/contract/regions.ts is the one.',
      severity: 'error',
      from: { path: '^(bin|lib|lambdas|rehearsal)/' },
      to: { path: 'aws-cdk-lib/region-info' },
    },
    {
      name: 'functions-are-apart',
      comment: 'A function takes from its own folder and from those of no state; what two need lies there.',
      severity: 'error',
      from: { path: `^lambdas/[^/]+/${MACHINES}/([^/]+)/` },
      to: { path: `^lambdas/[^/]+/${MACHINES}/`, pathNot: '^lambdas/[^/]+/[^/]+/$1/' },
    },
    {
      name: 'what-functions-use-knows-none',
      comment: 'What functions are made of does not depend on who is made of it.',
      severity: 'error',
      from: { path: '^lambdas/', pathNot: `^lambdas/[^/]+/${MACHINES}/` },
      to: { path: `^lambdas/[^/]+/${MACHINES}/` },
    },
    {
      name: 'functions-use-dependencies',
      comment: 'What is in a bundle is a dependency, not a tool for development.',
      severity: 'error',
      from: { path: '^lambdas/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-cycles',
      comment: 'Files that need each other are one file.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-cycles-of-folders',
      comment: 'Folders that need each other are one folder: neither can be understood alone.',
      severity: 'error',
      scope: 'folder',
      from: { path: '^(bin|lib|lambdas|rehearsal)' },
      to: { circular: true },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere fails only when it is reached.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // TypeScript 7 has no API for tools; swc reads the same sources in the tests.
    parser: 'swc',
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
