import {
  type CellDifference,
  type CellValue,
  type Finding,
  type ReportCell,
  ratioOf,
  type Submission,
} from '@miaopu/contract';
import type { ReactNode } from 'react';
import { HowMark } from '../../../shared/components/how-mark.tsx';
import { formatPercent } from '../../../shared/formats.ts';
import type { GridCell, GridRow } from '../../../shared/grid/grid-types.ts';
import { type Labels, type Language, pick } from '../../../shared/words.ts';
import type { useWords } from '../locale.ts';
import { growth, shownValue, typedText, typedUnit, unitOf, valueWithUnit } from './cell-text.ts';

export type FormView = {
  readonly submission: Submission;
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly findings: readonly Finding[];
  /** Against what was submitted before. */
  readonly differences: ReadonlyMap<string, CellDifference>;
  /** What is being typed and cannot be said in a kept value yet: a half-written number. */
  readonly typing: Readonly<Record<string, string>>;
  readonly open: boolean;
};

type Words = { say: ReturnType<typeof useWords>; language: Language };

/** What stands in the cell and under the row beside the figures: confirming, comments, remarks. */
export type Extras = {
  readonly stand: (cell: ReportCell) => ReactNode;
  readonly counted: (cell: ReportCell, value: string) => ReactNode;
  readonly below: (cell: ReportCell) => ReactNode;
};

/** The rows of the form's grid. */
export function formRows(view: FormView, extras: Extras, words: Words): GridRow[] {
  return view.submission.declared.cells.flatMap((cell) => [
    {
      id: cell.id,
      title: pick(cell.label, words.language),
      shows: <RowTitle cell={cell} language={words.language} />,
      below: extras.below(cell),
      cells: {
        counted: countedCell(view, cell, extras),
        value: valueCell(view, cell, extras, words),
        last: lastCell(view, cell, words),
      },
    },
    ...ratioRow(view, cell, words),
  ]);
}

/** The columns that a form needs: nothing is counted in some, some have no period before. */
export function formColumns({ submission }: FormView, { say }: Words) {
  const { declared, context } = submission;
  const counts = declared.cells.some((cell) => countedOf(submission, cell) !== null);
  return [
    { id: 'value', title: say('form.value'), width: 300 },
    ...(counts ? [{ id: 'counted', title: say('form.counted'), width: 140 }] : []),
    ...(Object.keys(context.last).length > 0 ? [{ id: 'last', title: say('form.last'), width: 160 }] : []),
  ];
}

export function countedOf({ context }: Submission, { target, part }: ReportCell): string | null {
  return (target === null ? undefined : context.counted[target])?.[part ?? 'value'] ?? null;
}

function RowTitle({ cell, language }: { cell: ReportCell; language: Language }): ReactNode {
  const unit = unitOf(cell, language);
  return (
    <span className="form-title">
      {pick(cell.label, language)}
      {unit && <small className="form-unit">{unit}</small>}
      {cell.hint && <small>{pick(cell.hint, language)}</small>}
    </span>
  );
}

/** What only says that nobody was here yet: the field and its buttons say so themselves, and the list under the form. */
const untouched: ReadonlySet<string> = new Set(['required', 'unconfirmed']);

function valueCell(view: FormView, cell: ReportCell, extras: Extras, { say, language }: Words): GridCell {
  const { value } = view.cells[cell.id] ?? { value: null };
  const kind = typedUnit(cell) ? 'number' : cell.type === 'choice' ? 'choice' : 'text';
  const finding = worstOf(
    view.findings.filter(({ check }) => !untouched.has(check)),
    cell.id,
  );
  const before = view.differences.get(cell.id)?.before;
  const common = {
    kind,
    unit: typedUnit(cell),
    ...(finding && view.open
      ? { problem: { level: finding.level, words: pick(finding.words, language) } }
      : {}),
    ...(before
      ? { difference: say('form.was', { value: valueWithUnit(cell, before.value, language) }) }
      : {}),
  } as const;
  if (cell.how === 'counted')
    return { ...common, text: shownValue(cell, value, language), locked: true, shows: extras.stand(cell) };
  if (!view.open)
    return {
      ...common,
      text: shownValue(cell, value, language),
      locked: true,
      sign: <HowMark how="reported" />,
    };
  return {
    ...common,
    text: view.typing[cell.id] ?? typedText(cell, value),
    hint: cell.required ? say('form.required') : undefined,
    choices: cell.options.map(({ id, label }) => ({ value: id, label: pick(label, language) })),
  };
}

function countedCell({ submission }: FormView, cell: ReportCell, extras: Extras): GridCell | undefined {
  const counted = countedOf(submission, cell);
  if (counted === null) return undefined;
  return {
    kind: 'number',
    locked: true,
    text: counted,
    sign: <HowMark how="computed" />,
    shows: extras.counted(cell, counted),
  };
}

function lastCell(
  { submission, cells }: FormView,
  cell: ReportCell,
  { language }: Words,
): GridCell | undefined {
  const last = submission.context.last[cell.id];
  if (last === undefined) return undefined;
  const value = cells[cell.id]?.value ?? null;
  const grown = growth(value, last);
  const sign = grown !== null && grown > 0 ? '+' : '';
  return {
    kind: 'number',
    locked: true,
    text: shownValue(cell, last, language),
    shows: (
      <>
        {shownValue(cell, last, language)}
        {grown !== null && <small className="form-growth">{`${sign}${formatPercent(grown)}`}</small>}
      </>
    ),
  };
}

/** A ratio is asked by its two parts and shown under the second. */
function ratioRow(view: FormView, cell: ReportCell, { say }: Words): GridRow[] {
  if (cell.part !== 'denominator') return [];
  const above = view.submission.declared.cells.find(
    ({ target, part }) => target === cell.target && part === 'numerator',
  );
  if (!above) return [];
  const value = (id: string) => view.cells[id]?.value ?? null;
  const ratio = ratioOf(value(above.id), value(cell.id));
  return [
    {
      id: `${cell.id}.ratio`,
      title: say('form.ratio'),
      shows: <span className="form-title form-derived">{say('form.ratio')}</span>,
      cells: { value: { kind: 'number', locked: true, text: ratio === null ? '' : formatPercent(ratio) } },
    },
  ];
}

/** What is worst about a cell: hard before soft, unexplained before explained. */
export function worstOf(findings: readonly Finding[], cell: string): Finding | undefined {
  const rank = ({ level, explained }: Finding) => (level === 'hard' ? 0 : explained ? 2 : 1);
  return findings.filter((one) => one.cell === cell).toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Where something is found, as people call it. */
export function placeOf({ declared }: Submission, { cell, evidence }: Finding): Labels | undefined {
  if (evidence !== null) return declared.evidence.find(({ id }) => id === evidence)?.label;
  return declared.cells.find(({ id }) => id === cell)?.label;
}
