// What adapters do with an AWS that keeps what it is given: the emulator, which is started once for all of them.
import './dynamo-journal.suite.ts';
import './dynamo-signal-log.suite.ts';
import './dynamo-masters-journal.suite.ts';
import './sfn.suite.ts';
import './migration/credentials.suite.ts';
import './migration/hook-targets.suite.ts';
import './migration/kms-keys.suite.ts';
import './migration/s3.suite.ts';
import './migration/schedules.suite.ts';
import './migration/watched-executions.suite.ts';
