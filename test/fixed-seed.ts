// On CI a change is judged by the same random cases on every machine; elsewhere each run tries new ones.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_260_301) });
