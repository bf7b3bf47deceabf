import { auditCommands } from './audit.ts';
import { backupCommands } from './backup.ts';
import type { Command } from './command.ts';
import { indicatorCommands } from './indicators.ts';
import { peopleCommands } from './people.ts';
import { planCommands } from './plan.ts';
import { policyCommands } from './policies.ts';
import { policyEnjoyedCommands } from './policies-enjoyed.ts';
import { policyMatchCommands } from './policies-match.ts';
import { registryCommands } from './registry.ts';
import { registryImportCommands } from './registry-import.ts';
import { retentionCommands } from './retention.ts';
import { ruleCommands } from './rules.ts';
import { simulateCommands } from './simulate.ts';
import { standardsCommands } from './standards.ts';

/** Every command, in the order in which help lists them. A module adds its own list here. */
export const commands: readonly Command[] = [
  ...standardsCommands,
  ...planCommands,
  ...ruleCommands,
  ...policyCommands,
  ...policyMatchCommands,
  ...policyEnjoyedCommands,
  ...indicatorCommands,
  ...simulateCommands,
  ...registryImportCommands,
  ...registryCommands,
  ...peopleCommands,
  ...auditCommands,
  ...backupCommands,
  ...retentionCommands,
];
