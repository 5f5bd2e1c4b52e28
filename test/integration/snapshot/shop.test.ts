// In one file, for they share the emulator and what is in it.
import './taken.suite.ts';
import './runs.suite.ts';
import './imports.suite.ts';
