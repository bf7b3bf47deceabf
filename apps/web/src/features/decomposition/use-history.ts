import { useCallback, useRef, useState } from 'react';

/** What an edit is about: edits beside each other of one and the same are undone together, as the letters of a word are. */
type About = string | null;

export type History<State> = {
  readonly state: State;
  /** Puts another state in place, which can be undone. */
  change: (next: (before: State) => State, about?: About) => void;
  /** Puts a state in place that nobody here made: there is nothing before it. */
  begin: (state: State) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
};

const mostKept = 200;

/** A state whose changes can be undone and done again. */
export function useHistory<State>(first: State): History<State> {
  const [{ past, state, future }, setAll] = useState({
    past: [] as State[],
    state: first,
    future: [] as State[],
  });
  const last = useRef<About>(null);
  const change = useCallback((next: (before: State) => State, about: About = null) => {
    const joins = about !== null && about === last.current;
    last.current = about;
    setAll((all) => ({
      past: joins ? all.past : [...all.past, all.state].slice(-mostKept),
      state: next(all.state),
      future: [],
    }));
  }, []);
  const begin = useCallback((next: State) => {
    last.current = null;
    setAll({ past: [], state: next, future: [] });
  }, []);
  const undo = useCallback(() => {
    last.current = null;
    setAll((all) => {
      const before = all.past.at(-1);
      if (before === undefined) return all;
      return { past: all.past.slice(0, -1), state: before, future: [all.state, ...all.future] };
    });
  }, []);
  const redo = useCallback(() => {
    last.current = null;
    setAll((all) => {
      const [next, ...rest] = all.future;
      if (next === undefined) return all;
      return { past: [...all.past, all.state], state: next, future: rest };
    });
  }, []);
  return {
    state,
    change,
    begin,
    undo: past.length > 0 ? undo : null,
    redo: future.length > 0 ? redo : null,
  };
}
