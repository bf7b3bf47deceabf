import { Button, Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { useWords } from '../../locale.ts';
import { useDraftForm, useProblemsAt } from './draft-form-context.ts';
import { Problems } from './fields.tsx';
import { keyOf, type Path, valueAt } from './policy-document.ts';

/** One of several things of a kind, with its fields and the way to take it away. */
function Item(props: {
  title: string;
  /** Its own name: then only that is shown until one opens it. One that has none yet, or has a problem, stands open. */
  folded?: string | undefined;
  path: Path;
  onRemove: () => void;
  children: ReactNode;
}): ReactNode {
  const say = useWords();
  const { locked } = useDraftForm();
  const hasProblems = useProblemsAt(props.path, true).length > 0;
  const fields = (
    <>
      <div className="draft-fields">{props.children}</div>
      {!locked && (
        <Button
          size="small"
          className="draft-remove"
          aria-label={say('draft.remove.what', { what: props.title })}
          onClick={props.onRemove}
        >
          {say('draft.remove')}
        </Button>
      )}
    </>
  );
  return (
    <fieldset className="draft-item" data-place={keyOf(props.path)}>
      <legend>{props.title}</legend>
      {props.folded === undefined ? (
        fields
      ) : (
        <details open={props.folded === '' || hasProblems || undefined}>
          <summary>{props.folded}</summary>
          {fields}
        </details>
      )}
    </fieldset>
  );
}

/** A list of things of one kind, each with its fields; new ones at the end. */
export function ListField(props: {
  name: string;
  path: Path;
  blank: unknown;
  /** What each is called beside its number; it is then folded until opened. */
  titleOf?: (path: Path) => string;
  children: (path: Path, index: number) => ReactNode;
}): ReactNode {
  const say = useWords();
  const { document, set, add, locked } = useDraftForm();
  const value = valueAt(document, props.path);
  const items = Array.isArray(value) ? value : [];
  return (
    <div className="draft-list" data-place={keyOf(props.path)}>
      <Problems path={props.path} />
      {items.map((_, index) => {
        const path = [...props.path, index];
        return (
          <Item
            // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the text
            key={index}
            title={`${props.name} ${index + 1}`}
            folded={props.titleOf?.(path)}
            path={path}
            onRemove={() => set(path, undefined)}
          >
            {props.children(path, index)}
          </Item>
        );
      })}
      {!locked && (
        <Button onClick={() => add(props.path, props.blank)}>{say('draft.add', { what: props.name })}</Button>
      )}
    </div>
  );
}

/** Things of one kind that rules call by a name, each with its fields. */
export function NamedField(props: {
  name: string;
  path: Path;
  /** What rules write before the name: `param`. */
  prefix: string;
  blank: unknown;
  children: (path: Path) => ReactNode;
}): ReactNode {
  const say = useWords();
  const { document, set, rename, locked } = useDraftForm();
  const value = valueAt(document, props.path);
  const names = value !== null && typeof value === 'object' ? Object.keys(value) : [];
  const free = (start: string) => {
    let name = start;
    for (let number = 2; names.includes(name); number++) name = `${start}_${number}`;
    return name;
  };
  return (
    <div className="draft-list" data-place={keyOf(props.path)}>
      <Problems path={props.path} />
      {names.map((name) => {
        const path = [...props.path, name];
        return (
          <Item
            key={name}
            title={`${props.name} ${props.prefix}.${name}`}
            path={path}
            onRemove={() => set(path, undefined)}
          >
            <NameField
              name={name}
              isFree={(wanted) => !names.includes(wanted)}
              onRename={(to) => rename(props.path, name, to)}
            />
            {props.children(path)}
          </Item>
        );
      })}
      {!locked && (
        <Button onClick={() => set([...props.path, free('new')], props.blank)}>
          {say('draft.add', { what: props.name })}
        </Button>
      )}
    </div>
  );
}

/** The name by which rules call it; it changes when the field is left, so that a half-written name is none. */
function NameField(props: {
  name: string;
  isFree: (name: string) => boolean;
  onRename: (to: string) => void;
}): ReactNode {
  const say = useWords();
  const id = useId();
  const { locked } = useDraftForm();
  const [typed, setTyped] = useState(props.name);
  const isWrong = typed !== props.name && (!/^[a-z][a-z0-9_]{0,63}$/.test(typed) || !props.isFree(typed));
  return (
    <div className="draft-field">
      <label htmlFor={id}>{say('draft.name')}</label>
      <Input
        id={id}
        className="draft-code"
        readOnly={locked}
        value={typed}
        aria-invalid={isWrong}
        status={isWrong ? 'error' : ''}
        onChange={({ target }) => setTyped(target.value)}
        onBlur={() => {
          if (!isWrong && typed !== props.name) props.onRename(typed);
        }}
      />
      {isWrong && <p className="draft-problem">{say('draft.name.wrong')}</p>}
    </div>
  );
}
