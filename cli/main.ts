#!/usr/bin/env node
/** `npx kops-cutover`: what the package can do, by name. */
import { program } from './program.ts';

await program().parseAsync();
