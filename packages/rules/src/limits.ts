/** What a rule may be at most; a text beyond any of these is refused before it costs anything. */
export const LIMITS = {
  characters: 20_000,
  nodes: 3_000,
  depth: 60,
  listItems: 1_000,
  callArguments: 24,
  numberCharacters: 40,
  textCharacters: 1_000,
  pathCharacters: 100,
  /** Of the SQL that a rule becomes. */
  sqlParts: 100_000,
  /** Of a rule with its named parts put in. */
  substitutedNodes: 20_000,
  substitutedDepth: 700,
} as const;
