// A server takes most of a second of a processor to start and to end: what only asks a real one shares it.
import '../database-login/postgres.suite.ts'; // at first: its log has no complaint of connections that broke
import '../database-probe/postgres.suite.ts';
import '../database-login/both-servers.suite.ts';
