import { draftsRule } from './engines/policies/index.ts';
import { uploadsRule } from './engines/registry/index.ts';
import type { Config } from './platform/config/index.ts';
import { platformRules, type RetentionRule } from './platform/retention/index.ts';

/** Everything that is let go when its time is over: each module says here how it counts its own, and takes it away. */
export function retentionRules(config: Config): RetentionRule[] {
  return [...platformRules, uploadsRule(config.dataFolder), draftsRule];
}
