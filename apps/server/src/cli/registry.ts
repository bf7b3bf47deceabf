import type { Command } from './command.ts';
import { registryExportCommands } from './registry-export.ts';
import { registryMergeCommands } from './registry-merge.ts';
import { registryReadCommands } from './registry-read.ts';

/** Looking at the registry, taking it out, and joining what was recorded twice. */
export const registryCommands: Command[] = [
  ...registryReadCommands,
  ...registryExportCommands,
  ...registryMergeCommands,
];
