import { type Document, isAlias, isCollection, isMap, isScalar, parseDocument } from 'yaml';

export type Path = readonly (string | number)[];
export type PolicyDocument = { readonly source: string; readonly yaml: Document.Parsed };

/** A policy's text as a form edits it; what the form does not touch, comments too, stays as it was written. */
export function readDocument(source: string): PolicyDocument {
  return { source, yaml: parseDocument(source, { schema: 'core', merge: true }) };
}

/** Whether a form can edit the text: it is YAML, and a map. */
export function isEditable({ yaml }: PolicyDocument): boolean {
  return yaml.errors.length === 0 && (yaml.contents === null || isMap(yaml.contents));
}

/** What stands at a place, as plain data; undefined where nothing stands. */
export function valueAt({ yaml }: PolicyDocument, path: Path): unknown {
  const found = yaml.getIn(path, false) as unknown;
  if (isAlias(found)) return found.resolve(yaml)?.toJS(yaml);
  return isCollection(found) ? found.toJS(yaml) : found;
}

/** Whether a place can be written below: it is not a reference to what stands elsewhere. */
export function isOwn({ yaml }: PolicyDocument, path: Path): boolean {
  return !isAlias(yaml.getIn(path, true));
}

/** The text with another value at a place; undefined takes the place away. */
export function withValue(source: string, path: Path, value: unknown): string {
  return edited(source, (yaml) => {
    if (value === undefined) return takeAway(yaml, path);
    makeRoom(yaml, path);
    yaml.setIn(path, isPlain(value) ? value : yaml.createNode(value));
  });
}

/** The text with one more thing at the end of a list. */
export function withAdded(source: string, path: Path, value: unknown): string {
  return edited(source, (yaml) => {
    if (isCollection(yaml.getIn(path))) yaml.addIn(path, yaml.createNode(value));
    else {
      makeRoom(yaml, path);
      yaml.setIn(path, yaml.createNode([value]));
    }
  });
}

/** The text with another name for an entry of a map; its place and value stay. */
export function withRenamed(source: string, path: Path, from: string, to: string): string {
  return edited(source, (yaml) => {
    const map = yaml.getIn(path);
    const key = isMap(map)
      ? map.items.find((pair) => isScalar(pair.key) && pair.key.value === from)?.key
      : undefined;
    if (isScalar(key)) key.value = to;
  });
}

function edited(source: string, change: (yaml: Document.Parsed) => void): string {
  const { yaml } = readDocument(source);
  change(yaml);
  return yaml.toString({ lineWidth: 120 });
}

/** Takes a place away, and the maps around it that are empty then. */
function takeAway(yaml: Document.Parsed, path: Path): void {
  yaml.deleteIn(path);
  const above = path.slice(0, -1);
  const map = yaml.getIn(above);
  if (above.length > 0 && isMap(map) && map.items.length === 0) takeAway(yaml, above);
}

/** Takes away what stands in the way of a place: a key without a value, or a text where a map has to be. */
function makeRoom(yaml: Document.Parsed, path: Path): void {
  for (let length = 1; length < path.length; length++) {
    const above = path.slice(0, length);
    const node = yaml.getIn(above, true);
    if (node !== undefined && !isCollection(node)) yaml.deleteIn(above);
  }
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** What is typed as a figure: a number where it is one exactly, else the text, which the checks then name. */
export function figure(text: string): number | string {
  const number = Number(text);
  return text.trim() !== '' && String(number) === text.trim() ? number : text;
}

/** A place as one text, such as `conditions.0.rule`. */
export function keyOf(path: Path): string {
  return path.join('.');
}
