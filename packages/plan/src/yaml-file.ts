import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { FileProblem, Finding, Path } from './problems.ts';

/** One YAML text, read, with what is needed to say where something stands in it. */
export type YamlFile = {
  readonly name: string;
  readonly text: string;
  readonly value: unknown;
  readonly document: Document;
  readonly lines: LineCounter;
};

const writing = {
  zh: '检查此处的缩进、引号和冒号；含逗号或冒号的文字要加引号',
  en: 'Check indentation, quotes and colons here; a text with a comma or a colon needs quotes',
};
/** How often a text may be repeated by alias: such files need none, and a bomb would need thousands. */
const MOST_ALIASES = 50;

/**
 * Reads a YAML 1.2 text. Days stay text; a key written twice and a bomb of aliases are problems. `<<: *name` takes over a map
 * that stands above, so that a situation can say only what differs from another.
 */
export function readYaml(
  name: string,
  text: string,
): {
  file: YamlFile;
  problems: FileProblem<'yaml_syntax'>[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: true });
  const malformed = (offset: number, what: string): FileProblem<'yaml_syntax'> => {
    const { line, col } = lines.linePos(offset);
    return {
      file: name,
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      path: [],
      code: 'yaml_syntax',
      message: { zh: `YAML 写法有误：${what}`, en: `The YAML is malformed: ${what}` },
      suggestion: writing,
    };
  };
  // one slip often breaks several rules at one place
  const slips = document.errors.filter(
    (error, index, all) => all.findIndex((other) => other.pos[0] === error.pos[0]) === index,
  );
  const problems = slips.map((error) =>
    malformed(error.pos[0], error.message.split('\n')[0]!.replace(/ at line \d+.*$/, '')),
  );
  let value: unknown;
  try {
    if (problems.length === 0) value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    problems.push(malformed(0, error.message));
  }
  return { file: { name, text, value, document, lines }, problems };
}

/** Gives a finding its line and column. A path that the text lacks points at the nearest part above it. */
export function locate<Code extends string>(file: YamlFile, finding: Finding<Code>): FileProblem<Code> {
  const offset = offsetOf(file, finding);
  const { line, col } = file.lines.linePos(offset);
  const { code, message, suggestion, missing } = finding;
  const path = missing === undefined ? finding.path : [...finding.path, missing];
  return {
    file: file.name,
    line: Math.max(line, 1),
    column: Math.max(col, 1),
    path,
    code,
    message,
    suggestion,
  };
}

function offsetOf(file: YamlFile, { path, atKey, within }: Finding<string>): number {
  if (atKey) {
    const key = keyNode(file.document, path);
    if (key !== undefined) return start(key);
  }
  const node = nearestNode(file.document, path);
  if (node === undefined) return 0;
  return within === undefined ? start(node) : offsetWithin(file, node, within);
}

function start(node: Node): number {
  return node.range?.[0] ?? 0;
}

function nearestNode(document: Document, path: Path): Node | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node)) return node;
  }
  return undefined;
}

function keyNode(document: Document, path: Path): Node | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const key = parent.items.find((item) => isScalar(item.key) && item.key.value === path.at(-1))?.key;
  return isNode(key) ? key : undefined;
}

/**
 * Where a part of a text stands in the file. The text may be quoted or folded over lines, so the part is found again by its
 * own words: the n-th time that they occur in the value is the n-th time that they occur in the source.
 */
function offsetWithin(file: YamlFile, node: Node, { from, to }: { from: number; to: number }): number {
  const [begin, end] = node.range ?? [0, 0];
  if (!isScalar(node) || typeof node.value !== 'string') return begin;
  const source = file.text.slice(begin, end);
  const part = node.value.slice(from, to).split(/\s/)[0]!;
  if (part === '') return begin;
  let at = -1;
  for (
    let seen = node.value.indexOf(part);
    seen >= 0 && seen <= from;
    seen = node.value.indexOf(part, seen + 1)
  ) {
    at = source.indexOf(part, at + 1);
    if (at < 0) return begin;
  }
  return at < 0 ? begin : begin + at;
}
