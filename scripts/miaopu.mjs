#!/usr/bin/env node
// The `miaopu` command.
import { run } from './run.mjs';

run('apps/server/src/cli/main.ts', process.argv.slice(2));
