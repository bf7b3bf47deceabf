import { sizeClasses } from '@miaopu/standards';
import { findField, heading, useFieldText, useTitles } from '../../shared/field-text.ts';
import { formatAmount, formatDay } from '../../shared/formats.ts';
import { useLanguage } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import type { AnyRecord, RecordKind } from './record-draft.ts';

/** Says a part of a record as people read it, with its unit; `field` is the figure's. */
export function useRecordText(): (
  of: RecordKind,
  name: string,
  value: string | null | undefined,
  field?: string,
) => string {
  const say = useWords();
  const language = useLanguage();
  const textOf = useFieldText();
  const titles = useTitles();
  return (of, name, value, field = '') => {
    if (!value) return say('timeline.empty_value');
    if (of === 'fact') {
      const unit = findField(field)?.unit;
      if (unit === 'yuan') return formatAmount(value, language);
      return unit ? `${textOf(field, value)} ${say(`facts.unit.${unit}`)}` : textOf(field, value);
    }
    if (name === 'kind') return titles.milestone(value);
    if (name === 'title') return titles.designation(value);
    if (name === 'board') return titles.board(value);
    if (name === 'class' && value in sizeClasses) return heading(sizeClasses[value as 'industry'], language);
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : value;
  };
}

/** What the parts of a record are called. */
export function useRecordNames(): (name: string) => string {
  const say = useWords();
  const names: Readonly<Record<string, string>> = {
    value: say('record.value'),
    kind: say('record.kind'),
    happenedOn: say('record.happened'),
    board: say('detail.board'),
    class: say('record.class'),
    related: say('record.related'),
    title: say('record.title'),
    level: say('record.level'),
    validFrom: say('record.valid_from'),
    validTo: say('record.valid_to'),
    certificate: say('record.certificate'),
  };
  return (name) => names[name] ?? name;
}

/** A record's parts as they are stored, by name; a predecessor by its name. */
export function partsOf(record: AnyRecord): Readonly<Record<string, string | null>> {
  if ('value' in record) return { value: record.value };
  if ('kind' in record) {
    const { kind, happenedOn, related, detail } = record;
    const text = (name: string) => (typeof detail[name] === 'string' ? detail[name] : null);
    return { kind, happenedOn, board: text('board'), class: text('class'), related: related?.name ?? null };
  }
  const { title, level, validFrom, validTo, certificate } = record;
  return { title, level, validFrom, validTo, certificate };
}
