// In one file, for each file would load the SDK's descriptions of AWS's answers anew.
import './checked.suite.ts';
import './metrics.suite.ts';
import './patch.suite.ts';
import './spec.suite.ts';
