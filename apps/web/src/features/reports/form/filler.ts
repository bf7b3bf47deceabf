import type { CellChange } from '@miaopu/contract';
import { CallFailed } from '../../../shared/client.ts';
import {
  acknowledge,
  change,
  countUnsaved,
  type Filling,
  type KeptDraft,
  keptDraft,
  openFilling,
  refresh,
  send,
  settleConflict,
  unsend,
} from './filling.ts';

type Server = Pick<Filling, 'revision' | 'cells'>;
type Body = { revision: number; cells: CellChange[] };

/** `away`: the server cannot be reached, what is typed is on this device. `refused`: it answered that it will not take it. */
export type Saving = 'still' | 'waiting' | 'saving' | 'away' | 'refused';

export type FillerState = {
  readonly filling: Filling;
  readonly saving: Saving;
  readonly problem: CallFailed | null;
  /** When the server last took something in this visit. */
  readonly savedAt: string | null;
};

export type Filler = {
  readonly get: () => FillerState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly change: (changes: readonly CellChange[]) => void;
  readonly settle: (cell: string, whose: 'mine' | 'theirs') => void;
  readonly refresh: (server: Server) => void;
  /**
   * Sends what is typed now. The revision that holds it all and nothing that was not on the screen; null where the server does not hold
   * everything, or a conflict waits. Where a colleague saved meanwhile it is the one from before, with which nothing can be submitted.
   */
  readonly flush: () => Promise<number | null>;
};

/** Milliseconds after the last key until it is saved, and between attempts while the server is away. */
const rest = 700;
const patience = 5_000;

/**
 * Saves a form while it is typed into: after a short rest, one save at a time, again and again while the server cannot be reached.
 * What the server does not hold is kept on the device all along.
 */
export function createFiller(options: {
  readonly server: Server;
  readonly kept: KeptDraft | null;
  readonly save: (body: Body) => Promise<Server & Parameters<typeof acknowledge>[1]>;
  readonly keep: (draft: KeptDraft | null) => void;
}): Filler {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let underWay: Promise<void> | undefined;
  let saves = 0;
  let state: FillerState = {
    filling: openFilling(options.server, options.kept),
    saving: 'still',
    problem: null,
    savedAt: null,
  };
  if (options.kept) plan(0);

  function become(next: Partial<FillerState>): void {
    state = { ...state, ...next };
    options.keep(keptDraft(state.filling));
    for (const listener of listeners) listener();
  }
  function plan(wait: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), wait);
  }
  function run(): Promise<void> {
    clearTimeout(timer);
    underWay ??= attempt().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }
  async function attempt(): Promise<void> {
    const going = send(state.filling);
    if (!going) return;
    become({ filling: going.filling, saving: 'saving', problem: null });
    try {
      const answer = await options.save(going.body);
      saves++;
      const filling = acknowledge(state.filling, answer);
      const more = countUnsaved(filling) > 0;
      become({ filling, saving: more ? 'waiting' : 'still', savedAt: new Date().toISOString() });
      if (more) plan(rest);
    } catch (problem) {
      const failed = problem instanceof CallFailed ? problem : null;
      const again = failed === null || isPassing(failed);
      become({ filling: unsend(state.filling), saving: again ? 'away' : 'refused', problem: failed });
      if (again) plan(patience);
    }
  }

  return {
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change(changes) {
      const filling = change(state.filling, changes);
      const idle = countUnsaved(filling) === 0;
      become({ filling, saving: state.saving === 'saving' ? 'saving' : idle ? 'still' : 'waiting' });
      if (!idle) plan(rest);
    },
    settle(cell, whose) {
      become({ filling: settleConflict(state.filling, cell, whose) });
      plan(0);
    },
    refresh(server) {
      const filling = refresh(state.filling, server);
      if (filling !== state.filling) become({ filling });
    },
    async flush() {
      const before = { revision: state.filling.revision, saves };
      // what is under way may leave something that was typed meanwhile
      await underWay;
      await run();
      const { revision, conflicts } = state.filling;
      if (countUnsaved(state.filling) > 0 || conflicts.length > 0) return null;
      const isOwn = revision <= before.revision + saves - before.saves;
      return isOwn ? revision : before.revision;
    },
  };
}

/** Whether trying again later may succeed: no answer, a busy server, a session that is being renewed. */
function isPassing({ status }: CallFailed): boolean {
  return status === 0 || status >= 500 || status === 401 || status === 429;
}
