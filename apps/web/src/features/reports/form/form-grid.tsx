import type { CellChange, ReportCell, Submission } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { EditGrid } from '../../../shared/grid/edit-grid.tsx';
import type { Edit } from '../../../shared/grid/grid-types.ts';
import { pick, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { behindPath } from '../paths.ts';
import { keptValue } from './cell-text.ts';
import { countedOf, type FormView, formColumns, formRows, worstOf } from './form-rows.tsx';
import { CountedStand, CountedValue, DisputeLine, RowLine } from './row-extras.tsx';

type Props = Omit<FormView, 'typing'> & {
  onChange: (changes: readonly CellChange[]) => void;
  onDispute: (cell: ReportCell) => void;
  onWithdrawDispute: (dispute: string) => void;
  /** Of an approver who sends it back: what is wrong with single cells. */
  remarks?: {
    readonly texts: Readonly<Record<string, string>>;
    onChange: (cell: string, text: string) => void;
  };
};

/** A form's cells: what is asked, what was counted and is confirmed or disputed, what stood there last time. */
export function FormGrid(props: Props): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { submission, cells, open } = props;
  const { typing, type } = useTyping(props);
  const words = { say, language };
  const view: FormView = { ...props, typing };
  const openOnes = submission.declared.cells.filter(
    (cell) => cell.how === 'counted' && countedOf(submission, cell) !== null && !cells[cell.id]?.stand,
  );
  const confirm = (which: readonly ReportCell[]) =>
    props.onChange(
      which.map((cell) => ({
        cell: cell.id,
        value: countedOf(submission, cell),
        comment: cells[cell.id]?.comment ?? null,
        stand: 'confirmed',
      })),
    );
  const rows = formRows(
    view,
    {
      counted: (cell, value) => <CountedValue cell={cell} value={value} to={listOf(submission, cell)} />,
      stand: (cell) => (
        <CountedStand
          cell={cell}
          value={cells[cell.id]?.value ?? null}
          counted={countedOf(submission, cell)}
          stand={cells[cell.id]?.stand ?? null}
          {...(open ? { onConfirm: () => confirm([cell]), onDispute: () => props.onDispute(cell) } : {})}
        />
      ),
      below: (cell) => <Below {...props} cell={cell} />,
    },
    words,
  ).map((row) => ({ ...row, below: hasBelow(props, row.id) ? row.below : undefined }));
  return (
    <EditGrid
      label={pick(submission.declared.title, language)}
      rowHead={say('form.cell')}
      columns={formColumns(view, words)}
      rows={rows}
      cards
      readOnly={!open}
      onEdit={type}
      tools={
        open &&
        openOnes.length > 1 && (
          <Button size="small" onClick={() => confirm(openOnes)}>
            {say('stand.confirm_all', { count: openOnes.length })}
          </Button>
        )
      }
    />
  );
}

/** The texts as they are typed: a half-written number is not lost on its way to a value and back. */
function useTyping({ submission, cells, onChange }: Props) {
  const [texts, setTexts] = useState<Record<string, string>>({});
  const declared = new Map(submission.declared.cells.map((cell) => [cell.id, cell]));
  const typing = Object.fromEntries(
    Object.entries(texts).filter(([id, text]) => {
      const cell = declared.get(id);
      // a colleague's value, or the other side of a conflict, takes its place
      return cell && keptValue(cell, text) === (cells[id]?.value ?? null);
    }),
  );
  function type(edits: readonly Edit[]): void {
    setTexts({ ...typing, ...Object.fromEntries(edits.map(({ row, after }) => [row, after])) });
    onChange(
      edits.flatMap(({ row, after }) => {
        const cell = declared.get(row);
        if (!cell) return [];
        return {
          cell: row,
          value: keptValue(cell, after),
          comment: cells[row]?.comment ?? null,
          stand: null,
        };
      }),
    );
  }
  return { typing, type };
}

function listOf({ plan, behind }: Submission, cell: ReportCell): string | null {
  const link = behind[cell.id];
  return link?.listable ? behindPath(plan, link) : null;
}

function hasBelow(props: Props, id: string): boolean {
  const { submission, cells, findings, remarks } = props;
  const isCell = submission.declared.cells.some((cell) => cell.id === id);
  return (
    isCell &&
    (remarks !== undefined ||
      submission.remarks.some(({ cell }) => cell === id) ||
      submission.disputes.some(({ cell }) => cell === id) ||
      (cells[id]?.comment ?? null) !== null ||
      worstOf(findings, id)?.level === 'soft')
  );
}

/** Under a row: what the approver said, how a dispute stands, and the line to comment or to remark. */
function Below(props: Props & { cell: ReportCell }): ReactNode {
  const say = useWords();
  const { submission, cells, findings, open, cell, remarks } = props;
  const soft = worstOf(findings, cell.id)?.level === 'soft';
  const held = cells[cell.id];
  const comment = held?.comment ?? null;
  return (
    <div className="form-below">
      {submission.remarks
        .filter((remark) => remark.cell === cell.id)
        .map(({ words }) => (
          <p key={words} className="form-note form-remark">
            {say('form.remark', { words })}
          </p>
        ))}
      {submission.disputes
        .filter((dispute) => dispute.cell === cell.id)
        .map((dispute) => (
          <DisputeLine
            key={dispute.id}
            dispute={dispute}
            cell={cell}
            {...(open && dispute.outcome === null
              ? { onWithdraw: () => props.onWithdrawDispute(dispute.id) }
              : {})}
          />
        ))}
      {open && (soft || comment !== null) && held?.stand !== 'disputed' && (
        <RowLine
          label={say('form.comment')}
          placeholder={say('form.comment.hint')}
          value={comment ?? ''}
          wanted={soft && comment === null}
          onChange={(text) =>
            props.onChange([
              {
                cell: cell.id,
                value: held?.value ?? null,
                comment: text === '' ? null : text,
                stand: held?.stand === 'confirmed' ? 'confirmed' : null,
              },
            ])
          }
        />
      )}
      {!open && comment !== null && <p className="form-note">{say('form.commented', { comment })}</p>}
      {remarks && (
        <RowLine
          label={say('review.remark')}
          placeholder={say('review.remark.hint')}
          value={remarks.texts[cell.id] ?? ''}
          onChange={(text) => remarks.onChange(cell.id, text)}
        />
      )}
    </div>
  );
}
