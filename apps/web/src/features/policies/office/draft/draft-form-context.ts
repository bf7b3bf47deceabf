import type { PolicyDraft } from '@miaopu/contract';
import { createContext, useContext, useMemo } from 'react';
import {
  keyOf,
  type Path,
  type PolicyDocument,
  readDocument,
  valueAt,
  withAdded,
  withRenamed,
  withValue,
} from './policy-document.ts';

export type Problem = PolicyDraft['check']['problems'][number];
type Explained = PolicyDraft['check']['explained'];

export type DraftForm = {
  readonly document: PolicyDocument;
  readonly explained: Explained;
  readonly problems: readonly Problem[];
  readonly locked: boolean;
  /** Another value at a place; undefined takes it away. */
  readonly set: (path: Path, value: unknown) => void;
  readonly add: (path: Path, value: unknown) => void;
  readonly rename: (path: Path, from: string, to: string) => void;
};

export const DraftFormContext = createContext<DraftForm | null>(null);

/** The form of a text: its values, what is wrong with them, and the ways to change them. */
export function useFormOf(
  text: string,
  change: (text: string) => void,
  { problems, explained }: { problems: readonly Problem[]; explained: Explained },
  locked: boolean,
): DraftForm {
  const document = useMemo(() => readDocument(text), [text]);
  return useMemo(
    () => ({
      document,
      explained,
      problems,
      locked,
      set: (path, value) => change(withValue(text, path, value)),
      add: (path, value) => change(withAdded(text, path, value)),
      rename: (path, from, to) => change(withRenamed(text, path, from, to)),
    }),
    [document, explained, problems, locked, change, text],
  );
}

export function useDraftForm(): DraftForm {
  const form = useContext(DraftFormContext);
  if (!form) throw new Error('useDraftForm is for the fields of a draft');
  return form;
}

/** A text at a place of the draft; empty where there is none. */
export function useText(path: Path): string {
  const value = valueAt(useDraftForm().document, path);
  return value === undefined || value === null ? '' : String(value);
}

/** What is wrong at a place; `below` takes in what is wrong in its parts. */
export function useProblemsAt(path: Path, below: boolean): readonly Problem[] {
  const { problems } = useDraftForm();
  const key = keyOf(path);
  return problems.filter((problem) => {
    const at = keyOf(problem.path);
    return at === key || (below && at.startsWith(`${key}.`));
  });
}
