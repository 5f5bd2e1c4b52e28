// On CI a change is judged by the same random cases on every machine; elsewhere each run tries new ones.
// Most test files have no random cases: fast-check, which is large, is not loaded for these.
jest.mock('fast-check', () => {
  const fc = jest.requireActual<typeof import('fast-check')>('fast-check');
  fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_260_301) });
  return fc;
});
