// What somebody has set for their own AWS, a profile above all, is not for the clients in tests.
for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
// Template validation makes every synth about six times slower; one validated synth runs in CI instead.
process.env.CDK_VALIDATION = 'false';
// Each error and each `expect` takes down where it stands: jest's hundred frames are a tenth of what a property test costs.
Error.stackTraceLimit = 20;
