import { type EntityRow, suggestEntities } from '@miaopu/contract';
import { type KeyboardEvent, type ReactNode, type RefObject, useDeferredValue, useId, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTownName } from '../../shared/session.ts';
import { useEndpoint } from '../../shared/use-endpoint.ts';
import { useWords } from '../locale.ts';
import { Icon } from './icons.tsx';

/** Finds an enterprise from anywhere: name, part of a name, pinyin initials or code. */
export function SearchBox({ field }: { field: RefObject<HTMLInputElement | null> }): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const wanted = useDeferredValue(text.trim());
  const { data } = useEndpoint(
    suggestEntities,
    { query: { q: wanted } },
    { enabled: wanted !== '' && open, keepPrevious: true, staleTime: 60_000 },
  );
  const rows = wanted ? (data?.rows ?? []).slice(0, 8) : [];
  const shown = open && wanted !== '' && data !== undefined;

  function leave(to: string): void {
    setOpen(false);
    setChosen(-1);
    setText('');
    field.current?.blur();
    void navigate(to);
  }
  function all(): void {
    leave(`/g/registry?q=${encodeURIComponent(text.trim())}`);
  }
  function onKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      // Round through the rows and the field itself, which is -1.
      const places = rows.length + 1;
      setChosen(((chosen + 1 + step + places) % places) - 1);
    } else if (event.key === 'Enter' && text.trim()) {
      const row = rows[chosen];
      if (row) leave(`/g/registry/${row.id}`);
      else all();
    } else if (event.key === 'Escape') {
      if (shown) setOpen(false);
      else field.current?.blur();
    }
  }

  return (
    <search className="search">
      <Icon name="search" />
      <input
        ref={field}
        type="search"
        role="combobox"
        aria-label={say('search.label')}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
        aria-keyshortcuts="/"
        placeholder={say('search.placeholder')}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(-1);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={onKey}
      />
      <kbd>/</kbd>
      {shown && (
        <SearchAnswers id={listId} rows={rows} chosen={chosen} wanted={wanted} onChoose={leave} onAll={all} />
      )}
    </search>
  );
}

function SearchAnswers(props: {
  id: string;
  rows: readonly EntityRow[];
  chosen: number;
  wanted: string;
  onChoose: (to: string) => void;
  onAll: () => void;
}): ReactNode {
  const say = useWords();
  const townName = useTownName();
  if (props.rows.length === 0) {
    return (
      <div className="search-answers" id={props.id} role="status">
        <p>{say('search.none', { q: props.wanted })}</p>
      </div>
    );
  }
  return (
    <div className="search-answers">
      <div role="listbox" id={props.id} aria-label={say('search.label')}>
        {props.rows.map((row, index) => (
          <button
            key={row.id}
            id={`${props.id}-${index}`}
            type="button"
            tabIndex={-1}
            role="option"
            aria-selected={index === props.chosen}
            onMouseDown={keepFocus}
            onClick={() => props.onChoose(`/g/registry/${row.id}`)}
          >
            <b>{row.name}</b>
            <small>
              {row.creditCode ?? row.registrationNumber} {townName(row.town)}
            </small>
          </button>
        ))}
      </div>
      <button
        type="button"
        className="search-all"
        tabIndex={-1}
        onMouseDown={keepFocus}
        onClick={props.onAll}
      >
        {say('search.all')}
      </button>
    </div>
  );
}

/** Pressing an answer must not take the focus from the field before the click arrives. */
function keepFocus(event: { preventDefault: () => void }): void {
  event.preventDefault();
}
