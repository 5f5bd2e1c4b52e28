// Sets etcds up that Go builds, and prints as JSON which there are and which are missing, and why:
//   node scripts/set-up-etcd.mjs [3.6 …]
import { setUpEtcd } from './etcd.mjs';
import { SetUpError } from './set-up-error.mjs';

const minors = process.argv.slice(2);
try {
  const outcome = await setUpEtcd({
    log: (line) => console.error(line),
    ...(minors.length > 0 && { minors }),
  });
  console.log(JSON.stringify(outcome));
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
