import type { DecompositionPage, SplitTarget } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import { Segmented, Switch } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Filter, Filters } from '../../shared/components/filter.tsx';
import { EmptyState } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { EditGrid } from '../../shared/grid/edit-grid.tsx';
import type { Address, Edit } from '../../shared/grid/grid-types.ts';
import { useLanguage } from '../../shared/words.ts';
import { type GridView, gridColumns, gridRows, isUnitColumn, rowPlace } from './grid-rows.tsx';
import { useWords } from './locale.ts';
import { type Place, type Sheet, sheetInForce, withTexts, yearsOf } from './sheet.ts';
import type { History } from './use-history.ts';
import type { ViewState } from './use-view.ts';

/** The one grid of the district: targets and years down, the district and its units across. */
export function SplitSheet(props: {
  page: DecompositionPage;
  /** Those that are shown. */
  targets: readonly SplitTarget[];
  sheet: Sheet;
  gapsBy: ReadonlyMap<string, readonly Gap[]>;
  view: ViewState;
  /** Absent where nothing can be typed. */
  history?: History<Sheet>;
  onChoose?: (cells: readonly Address[]) => void;
  /** Above the grid: how rows are shared out. */
  tools?: ReactNode;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { page, sheet, gapsBy, view, history } = props;
  const inForce = useMemo(() => sheetInForce(page), [page]);
  const { targets } = props;
  const grid: GridView = {
    page,
    years: view.year === null ? yearsOf(page.plan) : [view.year],
    units: page.units.filter(({ kind }) => kind === 'district' || kind === view.kind),
    readOnly: history === undefined,
    say,
    language,
  };
  const type = (edits: readonly Edit[]) => {
    const [first] = edits;
    const places = edits.filter(({ column }) => isUnitColumn(column)).map(editPlace);
    // the letters of one number are undone together
    const about = edits.length === 1 && first ? `${first.row} ${first.column}` : null;
    history?.change((before) => withTexts(before, places), about);
  };
  return (
    <Panel id="split-sheet" flush title={say('grid.label')} actions={<ViewChoice page={page} view={view} />}>
      {props.tools}
      {targets.length === 0 ? (
        <EmptyState title={say('grid.all_match')} />
      ) : (
        <EditGrid
          label={say('grid.label')}
          rowHead={say(view.year === null ? 'grid.target_year' : 'grid.target')}
          columns={gridColumns(grid)}
          rows={gridRows(grid, targets, sheet, inForce, gapsBy)}
          onEdit={type}
          {...(props.onChoose ? { onChoose: props.onChoose } : {})}
          {...(history ? { history } : {})}
          readOnly={history === undefined}
          dense
        />
      )}
    </Panel>
  );
}

function editPlace({ row, column, after }: Edit): Place & { text: string } {
  return { ...rowPlace(row), unit: column, text: after };
}

function ViewChoice({ page, view }: { page: DecompositionPage; view: ViewState }): ReactNode {
  const say = useWords();
  return (
    <Filters label={say('view.filters')}>
      <Filter label={say('view.years')} id="split-year" group>
        <Segmented
          aria-labelledby="split-year"
          value={view.year === null ? '' : String(view.year)}
          onChange={(year) => view.change({ year })}
          options={[
            { value: '', label: say('view.years.all') },
            ...yearsOf(page.plan).map((year) => ({ value: String(year), label: say('view.year', { year }) })),
          ]}
        />
      </Filter>
      <Filter label={say('view.units')} id="split-kind" group>
        <Segmented
          aria-labelledby="split-kind"
          value={view.kind}
          onChange={(kind) => view.change({ kind })}
          options={(['town', 'department'] as const).map((kind) => ({
            value: kind,
            label: say(`view.${kind}`),
          }))}
        />
      </Filter>
      <Filter label={say('view.only')} id="split-only">
        <Switch
          id="split-only"
          checked={view.only}
          onChange={(only) => view.change({ only: only ? 'gaps' : '' })}
        />
      </Filter>
    </Filters>
  );
}
