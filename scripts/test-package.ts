// Tests of the package as others install it, which fetch it and the CDK from the registry: npm run packaged [-- jest's arguments].
import { run } from 'jest';

process.env.PACKAGED = 'true';
await run(['test/integration/package/package', ...process.argv.slice(2)]);
