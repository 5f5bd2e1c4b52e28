// The emulator's start takes longer than most of what is asked of it here: it is started once. What needs a world, or a
// start of its own, has a file of its own.
import './access.suite.ts'; // at first: then no function has a role but its own
import './events.suite.ts'; // then no two days have passed
import './roles.suite.ts';
import './key-access.suite.ts';
import './alarms.suite.ts';
import './health-checks.suite.ts';
import './log-queries.suite.ts';
import './imported.suite.ts';
import './stand-ins.suite.ts';
import './code-modes.suite.ts';
import './heap.suite.ts';
import './failed-first-deployment.suite.ts';
import './subscriptions.suite.ts';
import './executions.suite.ts';
import './nested-executions.suite.ts';
import './tasks.suite.ts';
import './secrets.suite.ts';
import './account-seed.suite.ts';
import './stored-objects.suite.ts';
import './by-hand.suite.ts';
import './asynchronous-calls.suite.ts';
import './clock.suite.ts';
import './endpoints.suite.ts';
import './sleeping-functions.suite.ts'; // then its functions have roles, too
