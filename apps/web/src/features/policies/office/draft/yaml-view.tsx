import { type ReactNode, useEffect, useRef } from 'react';
import { useWords } from '../../locale.ts';

/** A place in the text: line and column from 1. A new object goes there again. */
export type TextPlace = { readonly line: number; readonly column: number };

/** The policy as its text, with numbered lines. */
export function YamlView(props: {
  text: string;
  locked: boolean;
  /** Where the cursor should go. */
  place: TextPlace | null;
  onChange: (text: string) => void;
}): ReactNode {
  const say = useWords();
  const area = useRef<HTMLTextAreaElement>(null);
  const lines = props.text.split('\n');
  const { place } = props;
  useEffect(() => {
    const field = area.current;
    if (!field || !place) return;
    const before = field.value.split('\n').slice(0, place.line - 1);
    const at = before.reduce((sum, line) => sum + line.length + 1, 0) + place.column - 1;
    field.focus();
    field.setSelectionRange(at, at);
    const top = field.getBoundingClientRect().top + (place.line / field.rows) * field.offsetHeight;
    window.scrollBy({ top: top - window.innerHeight / 3 });
  }, [place]);
  return (
    <div className="yaml">
      <pre aria-hidden="true">{lines.map((_, index) => `${index + 1}\n`)}</pre>
      <textarea
        ref={area}
        aria-label={say('draft.view.yaml')}
        value={props.text}
        rows={lines.length + 1}
        wrap="off"
        spellCheck={false}
        readOnly={props.locked}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </div>
  );
}
