// Brings the empty database that is named up to date: for whoever wants to look at what the migrations come to.
import { resolve } from 'node:path';
import { migrate, openPool } from '../db/index.ts';

const owner = openPool({ url: process.argv[2]!, maximum: 1 });
await migrate(owner, resolve(import.meta.dirname, '../../../../../db'));
await owner.close();
