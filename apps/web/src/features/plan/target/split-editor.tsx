import { decideDecomposition, getCockpit, getTarget, type TargetPage } from '@miaopu/contract';
import { App, Button, Form, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { Failure } from '../../../shared/components/notice.tsx';
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
  pasteBlock,
  rowsOf,
  storedValue,
  totalOf,
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
      <p className="versions-who">{say('split.paste')}</p>
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
  const { page, grid } = props;
  const years = yearsOf(page.plan);
  const rows = Object.keys(grid).toSorted(
    (a, b) => Number(props.units.isDistrict(b)) - Number(props.units.isDistrict(a)),
  );
  return (
    <div className="split-scroll">
      <table className="compare split">
        <thead>
          <tr>
            <th scope="col">{say('split.unit')}</th>
            {years.map((year) => (
              <th key={year} scope="col" className="figure">
                {year}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((unit) => (
            <tr key={unit} className={props.units.isDistrict(unit) ? 'split-district' : undefined}>
              <th scope="row">{props.units.nameOf(unit)}</th>
              {years.map((year) => {
                const typed = grid[unit]?.[year] ?? '';
                const bad = typed.trim() !== '' && storedValue(page.card, typed) === null;
                return (
                  <td key={year}>
                    <Input
                      size="small"
                      inputMode="decimal"
                      className="split-field"
                      aria-label={say('split.cell', { unit: props.units.nameOf(unit), year })}
                      aria-invalid={bad}
                      status={bad ? 'error' : ''}
                      title={bad ? say('split.bad') : undefined}
                      value={typed}
                      onChange={(event) =>
                        props.onChange({ ...grid, [unit]: { ...grid[unit], [year]: event.target.value } })
                      }
                      onPaste={(event) => {
                        const text = event.clipboardData.getData('text');
                        if (!/[\t\n]/.test(text.trim())) return;
                        event.preventDefault();
                        props.onChange(pasteBlock(grid, text, rows, years, { unit, year }));
                      }}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <GridTotals page={page} grid={grid} years={years} units={props.units} />
      </table>
    </div>
  );
}

function GridTotals(props: {
  page: TargetPage;
  grid: Grid;
  years: readonly string[];
  units: Units;
}): ReactNode {
  const say = useWords();
  const parts = rowsOf(props.page.card, props.grid).rows.filter((row) => !props.units.isDistrict(row.unit));
  return (
    <tfoot>
      <tr>
        <th scope="row">{say('split.units_total')}</th>
        {props.years.map((year) => (
          <td key={year} className="figure">
            {valueText(props.page.card, totalOf(parts.filter((row) => String(row.year) === year)))}
          </td>
        ))}
      </tr>
    </tfoot>
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
