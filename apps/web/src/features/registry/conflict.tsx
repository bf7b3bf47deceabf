import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useFieldName } from '../../shared/field-text.ts';
import { formatInstant } from '../../shared/formats.ts';
import { type Draft, statedFields } from './act-draft.ts';
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

/**
 * Someone saved first: what was seen, what they saved and what was typed, side by side; both ways on are offered
 * and nothing typed is lost until one is chosen.
 */
export function Conflict(
  props: Contested & {
    busy: boolean;
    onKeepMine: () => void;
    onKeepTheirs: () => void;
  },
): ReactNode {
  const say = useWords();
  const nameOf = useFieldName();
  const textOf = useStatedText();
  const { seen, theirs, latest, draft } = props;
  const mine = statedFields(draft);
  const fields = [...new Set([...Object.keys(mine), ...differences(seen, theirs).map(({ field }) => field)])];
  return (
    <section className="conflict" role="alert">
      <h3>{say('conflict.title')}</h3>
      <p>{say('conflict.text')}</p>
      <p className="conflict-who">
        {say('conflict.who', {
          name: latest.source.name,
          at: formatInstant(latest.source.recordedAt),
          reason: latest.reason ?? say(`act.${latest.act}`),
        })}
      </p>
      <div className="conflict-rows">
        {fields.map((field) => (
          <section key={field}>
            <h4>{nameOf(field)}</h4>
            <dl>
              <div>
                <dt>{say('conflict.seen')}</dt>
                <dd>{textOf(field, seen)}</dd>
              </div>
              <div className={seen.fields[field] === theirs.fields[field] ? undefined : 'conflict-differs'}>
                <dt>{say('conflict.theirs')}</dt>
                <dd>{textOf(field, theirs)}</dd>
              </div>
              {field in mine && (
                <div className="conflict-mine">
                  <dt>{say('conflict.mine')}</dt>
                  <dd>{textOf(field, { ...theirs, fields: { ...theirs.fields, ...mine } })}</dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
      <div className="conflict-ways">
        <Button type="primary" loading={props.busy} onClick={props.onKeepMine}>
          {say('conflict.keep_mine')}
        </Button>
        <Button disabled={props.busy} onClick={props.onKeepTheirs}>
          {say('conflict.keep_theirs')}
        </Button>
      </div>
    </section>
  );
}
