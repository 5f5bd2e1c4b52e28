// Template validation makes every synth about six times slower; one validated synth runs in CI instead.
process.env.CDK_VALIDATION = 'false';
