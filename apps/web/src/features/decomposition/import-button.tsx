import { type DecompositionPage, readDecompositionFile } from '@miaopu/contract';
import { App, Button } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import type { AnswerOf } from '../../shared/client.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { uploadFile } from '../../shared/files.ts';
import { pick, useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { typedText } from './numbers.ts';
import { keyOfCell, type Sheet, type SheetCell, targetsOf } from './sheet.ts';
import type { History } from './use-history.ts';

type Read = AnswerOf<typeof readDecompositionFile>;

/** Takes a decomposition table that was exported and changed: its numbers come into the draft, and can be undone. */
export function ImportButton(props: { page: DecompositionPage; history: History<Sheet> }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { message, modal } = App.useApp();
  const field = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const { page, history } = props;

  async function take(file: File): Promise<void> {
    setBusy(true);
    try {
      const read = await uploadFile(readDecompositionFile, { params: { plan: page.plan.id } }, file);
      history.change((before) => withRead(page, before, read));
      message.success(say('import.done', { count: read.cells.length }));
      if (read.problems.length > 0)
        modal.warning({
          title: say('import.problems', { count: read.problems.length }),
          content: (
            <ul>
              {read.problems.slice(0, 20).map(({ place, message: words }) => (
                <li key={`${place} ${words.en}`}>
                  <code>{place}</code> {pick(words, language)}
                </li>
              ))}
            </ul>
          ),
        });
    } catch (problem) {
      modal.error({ title: say('failed'), content: <Failure problem={problem} title={say('import')} /> });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button loading={busy} onClick={() => field.current?.click()}>
        {say('import')}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        accept=".xlsx"
        aria-label={say('import')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
    </>
  );
}

/** The file's numbers of every target that it names, in place of those that were there; locks stay. */
function withRead(page: DecompositionPage, before: Sheet, { cells: read }: Read): Sheet {
  const targets = targetsOf(page);
  const named = new Set(read.map(({ target }) => target));
  const cells = new Map<string, SheetCell>(
    [...before.cells].map(([key, cell]) => [
      key,
      named.has(key.split(' ')[0]!) ? { ...cell, text: '' } : cell,
    ]),
  );
  for (const cell of read) {
    const target = targets.get(cell.target);
    const key = keyOfCell(cell);
    if (target)
      cells.set(key, { text: typedText(target, cell.value), locked: cells.get(key)?.locked ?? false });
  }
  return { ...before, cells };
}
