// `npm start`: installs what is missing, builds the web app, and runs the server with everything it needs.
import { ensureWebBuilt } from './build-web.mjs';
import { ensureInstalled } from './install.mjs';
import { run } from './run.mjs';

ensureInstalled();
ensureWebBuilt();
run('apps/server/src/main.ts', process.argv.slice(2));
