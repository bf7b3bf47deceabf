import type { Command } from './command.ts';
import { leadingWords } from './parse.ts';

/**
 * The commands by their first word, in the order in which help lists them; a module adds its own list here. Only the topic that is called is
 * loaded: most of the program has nothing to do with a look-up, which would wait for it.
 */
const topics: Readonly<Record<string, () => Promise<readonly (readonly Command[])[]>>> = {
  standards: async () => [(await import('./standards.ts')).standardsCommands],
  plan: async () => [(await import('./plan.ts')).planCommands],
  rules: async () => [(await import('./rules.ts')).ruleCommands],
  policies: async () => [
    (await import('./policies.ts')).policyCommands,
    (await import('./policies-match.ts')).policyMatchCommands,
    (await import('./policies-enjoyed.ts')).policyEnjoyedCommands,
  ],
  indicators: async () => [(await import('./indicators.ts')).indicatorCommands],
  simulate: async () => [(await import('./simulate.ts')).simulateCommands],
  registry: async () => [
    (await import('./registry-import.ts')).registryImportCommands,
    (await import('./registry.ts')).registryCommands,
  ],
  people: async () => [(await import('./people.ts')).peopleCommands],
  audit: async () => [(await import('./audit.ts')).auditCommands],
  backup: async () => [(await import('./backup.ts')).backupCommands],
  restore: async () => [(await import('./backup.ts')).backupCommands],
  retention: async () => [(await import('./retention.ts')).retentionCommands],
};

/** Every command. */
export async function loadCommands(): Promise<readonly Command[]> {
  return [...new Set((await Promise.all(Object.values(topics).map((load) => load()))).flat(2))];
}

/** The commands of the topic that a call names; every command, where it names none that there is. */
export async function commandsFor(words: readonly string[]): Promise<readonly Command[]> {
  const [topic = ''] = leadingWords(words);
  return Object.hasOwn(topics, topic) ? (await topics[topic]!()).flat() : loadCommands();
}
