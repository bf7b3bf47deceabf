import { Input, type InputRef } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useWords } from './locale.ts';

const pause = 150;

/** The links to the rows that stand in the list below, in order. */
function rowLinks(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('.registry-list a.registry-name')];
}

/** Moves between the rows' links with the arrow keys; up from the first leads back to the field. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>, field: HTMLInputElement | null): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = rowLinks();
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (at < 0) return;
  event.preventDefault();
  if (event.key === 'ArrowUp' && at === 0) field?.focus();
  else links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

/** On the registry's own page `/` means its own field, before the shell's. */
function useSlash(focus: () => void): void {
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement | null;
      if (target && (/^(input|textarea|select)$/i.test(target.tagName) || target.isContentEditable)) return;
      if (document.querySelector('.ant-modal-wrap:not([style*="none"]), .ant-drawer-open')) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      focus();
    }
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [focus]);
}

/**
 * The registry's search: the list below follows while typing. Enter opens the first row once the list
 * answers what is typed; the down arrow goes into the list.
 */
export function SearchField(props: {
  value: string;
  onChange: (text: string) => void;
  /** Whether the rows below belong to what is typed. */
  settled: boolean;
  onOpenFirst: () => void;
  onField: (field: HTMLInputElement | null) => void;
}): ReactNode {
  const say = useWords();
  const hint = useId();
  const field = useRef<InputRef>(null);
  const [text, setText] = useState(props.value);
  const sent = useRef(props.value);
  // What a key asked for before the list answered what was typed.
  const waiting = useRef<'open' | 'list' | null>(null);
  const { onChange, onOpenFirst } = props;
  useSlash(useRef(() => field.current?.focus({ cursor: 'all' })).current);

  useEffect(() => {
    // Someone went back, or followed a link: the address decides.
    if (props.value !== sent.current) {
      sent.current = props.value;
      setText(props.value);
    }
  }, [props.value]);

  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      onChange(text);
    }, pause);
    return () => clearTimeout(timer);
  }, [text, onChange]);

  const settled = props.settled && text === props.value;
  useEffect(() => {
    if (!settled || waiting.current === null) return;
    if (waiting.current === 'open') onOpenFirst();
    else rowLinks()[0]?.focus();
    waiting.current = null;
  }, [settled, onOpenFirst]);

  function onKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      if (settled) rowLinks()[0]?.focus();
      else waiting.current = 'list';
    } else if (event.key === 'Enter' && text.trim() !== '') {
      if (settled) onOpenFirst();
      else waiting.current = 'open';
    } else if (event.key === 'Escape') {
      if (text) setText('');
      else field.current?.blur();
    }
  }
  return (
    <search className="registry-search">
      <Input
        ref={(input) => {
          field.current = input;
          props.onField(input?.input ?? null);
        }}
        size="large"
        type="search"
        aria-label={say('list.search')}
        aria-describedby={hint}
        aria-keyshortcuts="/"
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        placeholder={say('list.search.placeholder')}
        value={text}
        onChange={(event) => {
          waiting.current = null;
          setText(event.target.value);
        }}
        onKeyDown={onKey}
      />
      <small id={hint}>{say('list.search.hint')}</small>
    </search>
  );
}
