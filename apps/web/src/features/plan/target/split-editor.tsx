import { decideDecomposition, getCockpit, getTarget, type TargetPage } from '@miaopu/contract';
import { App, Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
import { EditGrid } from '../../../shared/grid/edit-grid.tsx';
import type { GridCell, GridRow } from '../../../shared/grid/grid-types.ts';
import { useSession } from '../../../shared/session.ts';
import { valueText } from '../../../shared/standing/values.ts';
import { useCommand } from '../../../shared/use-endpoint.ts';
import { useWords } from '../locale.ts';
import { yearsOf } from '../periods.ts';
import { useDraft } from '../use-draft.ts';
import type { Units } from '../use-units.ts';
import { ReconcileNote } from './reconcile-note.tsx';
import {
  additivity,
  type Decomposition,
  type Grid,
  gapsOf,
  gridOf,
  numberUnit,
  rowsOf,
  storedValue,
  totalOf,
  withEdits,
} from './split-model.ts';

type Reasons = { reason: string; documentNumber: string; differsBecause: string };
type Draft = { grid: Grid; reasons: Reasons };

type Props = {
  page: TargetPage;
  current: Decomposition | undefined;
  /** What the parts are held against. */
  whole: string | null;
  units: Units;
  onClose: () => void;
};

/** The grid being revised: it reconciles while typing, and parts that do not add up need a reason. */
export function SplitEditor({ page, current, whole, units, onClose }: Props): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const { towns } = useSession().district;
  const basedOn = current?.version ?? 0;
  const draft = useDraft<Draft>(`split.${page.plan.id}.${page.card.id}.${basedOn}`);
  const [grid, setGrid] = useState<Grid>(
    () =>
      draft.kept?.grid ??
      (current ? gridOf(page.card, current.rows) : Object.fromEntries(towns.map((town) => [town.code, {}]))),
  );
  const [form] = Form.useForm<Reasons>();
  const command = useCommand(decideDecomposition, [getTarget, getCockpit]);
  const { rows, bad } = rowsOf(page.card, grid);
  const gaps = gapsOf(additivity(page.card), rows, whole, units.isDistrict);
  const differs = gaps.length > 0;

  function change(next: Grid): void {
    setGrid(next);
    draft.keep({ grid: next, reasons: form.getFieldsValue() });
  }
  function save(reasons: Reasons): void {
    const body = {
      basedOn,
      rows,
      differsBecause: differs ? reasons.differsBecause.trim() : null,
      reason: reasons.reason.trim(),
      documentNumber: reasons.documentNumber?.trim() || null,
    };
    command.mutate(
      { params: { plan: page.plan.id, target: page.card.id }, body },
      {
        onSuccess: ({ version }) => {
          draft.discard();
          message.success(say('split.done', { version }));
          onClose();
        },
      },
    );
  }

  return (
    <Form<Reasons>
      form={form}
      layout="vertical"
      initialValues={draft.kept?.reasons}
      onFinish={save}
      onValuesChange={(_, reasons) => draft.keep({ grid, reasons })}
      validateTrigger="onBlur"
    >
      <GridFields page={page} grid={grid} units={units} onChange={change} />
      <UnitAdder units={units} grid={grid} onAdd={(unit) => change({ ...grid, [unit]: {} })} />
      <ReconcileNote card={page.card} gaps={gaps} />
      {differs && (
        <Form.Item
          name="differsBecause"
          label={say('split.because')}
          rules={[{ required: true, whitespace: true, message: say('split.because.missing') }]}
        >
          <Input.TextArea autoSize={{ minRows: 1 }} />
        </Form.Item>
      )}
      <Form.Item
        name="reason"
        label={say('split.reason')}
        rules={[{ required: true, whitespace: true, message: say('split.reason.missing') }]}
      >
        <Input.TextArea autoSize={{ minRows: 1 }} />
      </Form.Item>
      <Form.Item name="documentNumber" label={say('split.document')}>
        <Input maxLength={100} />
      </Form.Item>
      {command.error && <Failure problem={command.error} title={say('decide.failed')} />}
      <p className="will">{say('split.will')}</p>
      <div className="drawer-footer">
        <Button
          onClick={() => {
            draft.discard();
            onClose();
          }}
        >
          {say('split.cancel')}
        </Button>
        <Button
          type="primary"
          htmlType="submit"
          loading={command.isPending}
          disabled={bad.length > 0 || rows.length === 0}
        >
          {say('split.save', { version: basedOn + 1 })}
        </Button>
      </div>
    </Form>
  );
}

function GridFields(props: {
  page: TargetPage;
  grid: Grid;
  units: Units;
  onChange: (grid: Grid) => void;
}): ReactNode {
  const say = useWords();
  const { grid, units } = props;
  const { card, plan } = props.page;
  const columns = yearsOf(plan).map((year) => ({ id: year, title: say('split.year', { year }), width: 112 }));
  const order = Object.keys(grid).toSorted(
    (a, b) => Number(units.isDistrict(b)) - Number(units.isDistrict(a)),
  );
  const parts = rowsOf(card, grid).rows.filter((row) => !units.isDistrict(row.unit));
  const cellOf = (unit: string, year: string): GridCell => {
    const text = grid[unit]?.[year] ?? '';
    const bad = text.trim() !== '' && storedValue(card, text) === null;
    return {
      kind: 'number',
      unit: numberUnit(card),
      text,
      ...(bad ? { problem: { level: 'hard', words: say('split.bad') } } : {}),
    };
  };
  const totalCell = (year: string): GridCell => ({
    kind: 'number',
    locked: true,
    text: valueText(card, totalOf(parts.filter((row) => String(row.year) === year))),
  });
  const row = (id: string, title: string, cell: (year: string) => GridCell): GridRow => ({
    id,
    title,
    cells: Object.fromEntries(columns.map(({ id: year }) => [year, cell(year)])),
  });
  return (
    <EditGrid
      label={say('split.title')}
      rowHead={say('split.unit')}
      columns={columns}
      rows={order.map((unit) => row(unit, units.nameOf(unit), (year) => cellOf(unit, year)))}
      foot={[row('total', say('split.units_total'), totalCell)]}
      onEdit={(edits) => props.onChange(withEdits(grid, edits))}
    />
  );
}

/** The district's years and the departments can carry a part too. */
function UnitAdder(props: { units: Units; grid: Grid; onAdd: (unit: string) => void }): ReactNode {
  const say = useWords();
  const others = props.units.all.filter(
    (unit) => ['district', 'department', 'town'].includes(unit.kind) && !(unit.id in props.grid),
  );
  if (others.length === 0) return null;
  return (
    <Select
      className="split-add"
      aria-label={say('split.add_unit')}
      placeholder={say('split.add_unit')}
      value={null}
      size="small"
      style={{ width: 200 }}
      onChange={(unit: string | null) => unit && props.onAdd(unit)}
      options={others.map((unit) => ({ value: unit.id, label: props.units.nameOf(unit.id) }))}
    />
  );
}
