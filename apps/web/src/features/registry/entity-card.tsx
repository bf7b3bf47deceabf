import type { entityFields } from '@miaopu/standards';
import { type ReactNode, useState } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { useFieldName, useFieldText } from '../../shared/field-text.ts';
import { dash, formatAmount, formatDay } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { useLanguage } from '../../shared/words.ts';
import { isMasked } from './act-draft.ts';
import { findOrigin, type Version } from './history.ts';
import { useWords } from './locale.ts';
import { DerivedMark, StatusMark } from './marks.tsx';
import { type Opened, OpenPersonal } from './personal.tsx';
import { SourceMark } from './source-mark.tsx';

/** The order in which people ask: what it is, where, since when, how big, who. The scope is the longest and stands last. */
const order = [
  'category',
  'legal_form',
  'status',
  'credit_code',
  'registration_number',
  'established_on',
  'ended_on',
  'capital',
  'town',
  'industry',
  'address',
  'legal_representative',
  'phone',
  'business_scope',
] as const satisfies readonly (keyof typeof entityFields)[];

const wide: ReadonlySet<string> = new Set(['industry', 'address', 'business_scope']);
const shownWhenEmpty: ReadonlySet<string> = new Set([
  'industry',
  'town',
  'capital',
  'credit_code',
  'established_on',
]);

/** A field's value in words, with its unit where it has one. */
export function useStatedText(): (field: string, version: Version) => string {
  const language = useLanguage();
  const textOf = useFieldText();
  return (field, { fields }) => {
    const value = fields[field];
    return field === 'capital' && value
      ? formatAmount(value, language, fields.currency ?? undefined)
      : textOf(field, value);
  };
}

function FieldValue(props: {
  field: string;
  version: Version;
  versions: readonly Version[];
  now: Version | null;
  differs: boolean;
  /** What stands behind a mask, where the person may look. */
  hidden: ReactNode;
}): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const textOf = useStatedText();
  const { field, version } = props;
  const value = version.fields[field] ?? null;
  const derived = version.derived[field];
  const nowText = props.now ? textOf(field, props.now) : dash;
  return (
    <dd className={props.differs ? 'entity-differs' : undefined}>
      {field === 'status' && value ? (
        <StatusMark status={value} />
      ) : (
        <span className={field.endsWith('code') || field.endsWith('number') ? 'entity-code' : undefined}>
          {value === null ? (
            <span className="registry-unknown">{say('unknown')}</span>
          ) : (
            textOf(field, version)
          )}
        </span>
      )}
      {props.hidden}
      {derived && <DerivedMark confidence={derived.confidence} because={derived.because} />}
      {value !== null && (
        <SourceMark field={nameOf(field)} record={findOrigin(props.versions, version, field)} />
      )}
      {props.differs && (
        <span className="entity-now">
          {nowText === dash ? say('card.now.empty') : say('card.now', { value: nowText })}
        </span>
      )}
    </dd>
  );
}

/** What the entity is: every field with its source; those that differ from now are marked. */
export function EntityCard(props: {
  entityId: string;
  version: Version;
  versions: readonly Version[];
  now: Version | null;
  differing: ReadonlySet<string>;
}): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const { entityId, differing } = props;
  const mayOpen = useMay('personal.open');
  const [opened, setOpened] = useState<Opened>({});
  const { versionId } = props.version;
  const version = { ...props.version, fields: { ...props.version.fields, ...opened[versionId] } };
  const fields = order.filter(
    (field) => version.fields[field] != null || shownWhenEmpty.has(field) || differing.has(field),
  );
  const until = version.validTo;
  return (
    <Panel
      title={say('card.title')}
      aside={
        until
          ? say('card.aside.until', { from: formatDay(version.validFrom), to: formatDay(until) })
          : say('card.aside', { from: formatDay(version.validFrom) })
      }
    >
      <dl className="entity-fields">
        {fields.map((field) => (
          <div key={field} className={wide.has(field) ? 'entity-wide' : undefined}>
            <dt>{nameOf(field)}</dt>
            <FieldValue
              field={field}
              version={version}
              versions={props.versions}
              now={props.now}
              differs={differing.has(field)}
              hidden={
                mayOpen &&
                isMasked(field, version.fields[field]) && (
                  <OpenPersonal
                    field={nameOf(field)}
                    entityId={entityId}
                    versionId={versionId}
                    onOpened={(more) => setOpened({ ...opened, ...more })}
                  />
                )
              }
            />
          </div>
        ))}
      </dl>
    </Panel>
  );
}
