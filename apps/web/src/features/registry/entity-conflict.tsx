import type { ReactNode } from 'react';
import { useFieldName } from '../../shared/field-text.ts';
import { type Draft, statedFields } from './act-draft.ts';
import { Conflict, type Ways } from './conflict.tsx';
import { useStatedText } from './entity-card.tsx';
import { differences, type Version } from './history.ts';
import { useWords } from './locale.ts';

export type Contested = {
  readonly draft: Draft;
  /** What the writer had before their eyes. */
  readonly seen: Version;
  /** What stands there now, on which the writer's own would be saved. */
  readonly theirs: Version;
  /** What the other saved last: it carries who, when and why. */
  readonly latest: Version;
};

/** Two acts on an entity's own fields that met. */
export function EntityConflict(props: Contested & Ways): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const textOf = useStatedText();
  const { seen, theirs, latest, draft } = props;
  const mine = statedFields(draft);
  const fields = [...new Set([...Object.keys(mine), ...differences(seen, theirs).map(({ field }) => field)])];
  return (
    <Conflict
      {...props}
      who={{
        name: latest.source.name,
        at: latest.source.recordedAt,
        reason: latest.reason ?? say(`act.${latest.act}`),
      }}
      rows={fields.map((field) => ({
        name: nameOf(field),
        seen: textOf(field, seen),
        theirs: textOf(field, theirs),
        mine: field in mine ? textOf(field, { ...theirs, fields: { ...theirs.fields, ...mine } }) : undefined,
      }))}
    />
  );
}
