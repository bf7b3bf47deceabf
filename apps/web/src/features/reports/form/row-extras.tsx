import type { Dispute, ReportCell } from '@miaopu/contract';
import { Button, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { Link } from 'react-router';
import { useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { shownValue, valueWithUnit } from './cell-text.ts';

/** A counted value and the way to the enterprises behind it. */
export function CountedValue(props: { cell: ReportCell; value: string; to: string | null }): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const text = shownValue(props.cell, props.value, language);
  if (props.to === null) return text;
  return (
    <Link to={props.to} aria-label={say('form.list', { value: text })} title={say('form.list.title')}>
      {text}
    </Link>
  );
}

/** Whether a unit agrees with what was counted: confirmed, disputed, or to be said. */
export function CountedStand(props: {
  cell: ReportCell;
  value: string | null;
  counted: string | null;
  stand: 'confirmed' | 'disputed' | null;
  onConfirm?: () => void;
  onDispute?: () => void;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { cell, value, counted, stand, onConfirm, onDispute } = props;
  if (counted === null && stand === null) return <span className="form-quiet">{say('stand.uncounted')}</span>;
  const stale = stand === 'confirmed' && counted !== null && value !== counted;
  return (
    <span className="form-stand">
      {stand !== null && (
        <span className={`form-stand-${stand}`}>
          {say(`stand.${stand}`)} <b>{shownValue(cell, value, language)}</b>
        </span>
      )}
      {stand === null && !onConfirm && <span className="form-quiet">{say('stand.none')}</span>}
      {onConfirm && (stand === null || stale) && (
        <Button size="small" onClick={onConfirm}>
          {say('stand.confirm')}
        </Button>
      )}
      {onDispute && stand !== 'disputed' && (
        <Button size="small" type="text" onClick={onDispute}>
          {say('stand.dispute')}
        </Button>
      )}
    </span>
  );
}

/** A dispute as both sides see it. */
export function DisputeLine(props: {
  dispute: Dispute;
  cell: ReportCell;
  onWithdraw?: () => void;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const { dispute, cell, onWithdraw } = props;
  return (
    <p className={`form-note form-dispute form-dispute-${dispute.outcome ?? 'open'}`}>
      <b>{say(`dispute.state.${dispute.outcome ?? 'open'}`)}</b>{' '}
      {say('dispute.line', {
        counted: valueWithUnit(cell, dispute.counted, language),
        claimed: valueWithUnit(cell, dispute.claimed, language),
        reason: dispute.reason,
      })}
      {dispute.note && <> {say('dispute.note', { note: dispute.note, name: dispute.settledBy ?? '' })}</>}
      {onWithdraw && (
        <Button size="small" type="link" onClick={onWithdraw}>
          {say('dispute.withdraw')}
        </Button>
      )}
    </p>
  );
}

/** A line to write at a row: the unit's comment on something that stands out, or an approver's remark. */
export function RowLine(props: {
  label: string;
  value: string;
  placeholder: string;
  wanted?: boolean;
  onChange: (text: string) => void;
}): ReactNode {
  const id = useId();
  return (
    <span className="form-line">
      <label htmlFor={id}>{props.label}</label>
      <Input
        id={id}
        size="small"
        maxLength={2000}
        status={props.wanted ? 'warning' : ''}
        placeholder={props.placeholder}
        value={props.value}
        onChange={({ target }) => props.onChange(target.value)}
      />
    </span>
  );
}
