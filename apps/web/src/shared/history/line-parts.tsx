import { type AuditLineRow, auditActions, may, roles } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { heading, useFieldName } from '../field-text.ts';
import { dash } from '../formats.ts';
import { useAbility } from '../session.ts';
import { type Labels, useLabel, useLanguage } from '../words.ts';
import { differencesBetween } from './differences.ts';
import { useWords } from './locale.ts';
import { readRecordName } from './record-name.ts';
import './history.css';

/** What somebody did, in words; an act of an older program as it was written. */
export function useActionText(): (action: string) => string {
  const language = useLanguage();
  const known: Readonly<Record<string, Labels>> = auditActions;
  return (action) => (known[action] ? heading(known[action], language) : action);
}

/** Who acted, as what and for whom. */
export function useActorText(): (line: AuditLineRow) => string {
  const say = useWords();
  const label = useLabel();
  return ({ actor, organisation }) => {
    // no person: what the platform does by itself, and the operator at the machine
    if (actor.id === 'system' || actor.id === 'cli') return say(`who.${actor.id}`);
    const known = roles.find((role) => role === actor.role);
    const role = known ? say(`role.${known}`) : actor.role;
    return organisation
      ? say('who.for', { name: actor.name, role, organisation: label(organisation.name) })
      : say('who', { name: actor.name, role });
  };
}

/** A record in words, leading to its page for whoever may open that. */
export function RecordName({ line: { record, actor } }: { line: AuditLineRow }): ReactNode {
  const say = useWords();
  const fieldName = useFieldName();
  const ability = useAbility();
  const read = readRecordName(record);
  if (record === `person/${actor.id}`) return actor.name;
  if (!read) return <code>{record}</code>;
  const text = read.parts
    .map(({ key, values }) =>
      say(key, key === 'record.fact' ? { ...values, name: fieldName(values.name ?? '') } : values),
    )
    .join(' · ');
  return read.page && may(ability, read.page.access) ? <Link to={read.page.path}>{text}</Link> : text;
}

/** Words of the audit's own, beside the fields of the catalogue. */
const keyNames = [
  'opened',
  'versionId',
  'filters',
  'columns',
  'total',
  'limit',
  'unit',
  'period',
  'value',
  'days',
  'records',
  'organisation',
  'role',
  'version',
] as const;

/** Before and after, side by side: what differs. */
export function LineChanges({ line }: { line: AuditLineRow }): ReactNode {
  const say = useWords();
  const fieldName = useFieldName();
  const nameOf = (key: string) => {
    const known = keyNames.find((one) => one === key);
    return known ? say(`key.${known}`) : fieldName(key) || dash;
  };
  const { rows, same } = differencesBetween(line.before, line.after);
  if (rows.length === 0 && same === 0) return <p className="deeds-none">{say('no_change')}</p>;
  return (
    <>
      {rows.length > 0 && (
        <table className="deeds-changes" aria-label={say('changes')}>
          <thead>
            <tr>
              <th scope="col">{say('field')}</th>
              <th scope="col">{say('before')}</th>
              <th scope="col">{say('after')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ path, before, after }) => (
              <tr key={path}>
                <th scope="row">{nameOf(path.split('.').at(-1) ?? path)}</th>
                <td>{before === null ? dash : <del>{before}</del>}</td>
                <td>{after === null ? dash : <ins>{after}</ins>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {same > 0 && <p className="deeds-none">{say('same', { count: same })}</p>}
    </>
  );
}

/** Where a line came from: its number, the call and the address. */
export function LineOrigin({ line }: { line: AuditLineRow }): ReactNode {
  const say = useWords();
  return (
    <dl className="deeds-origin">
      <div>
        <dt>{say('number')}</dt>
        <dd>{line.id}</dd>
      </div>
      <div>
        <dt>{say('from')}</dt>
        <dd>{line.address ?? say('local')}</dd>
      </div>
      {line.requestId && (
        <div>
          <dt>{say('request')}</dt>
          <dd>
            <code>{line.requestId}</code>
          </dd>
        </div>
      )}
    </dl>
  );
}
