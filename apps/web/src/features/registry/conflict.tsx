import { Button } from 'antd';
import type { ReactNode } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import { useWords } from './locale.ts';

/** What can be done about it. */
export type Ways = {
  readonly busy: boolean;
  readonly onKeepMine: () => void;
  readonly onKeepTheirs: () => void;
};

type Row = {
  readonly name: string;
  readonly seen: string;
  readonly theirs: string;
  /** Absent where the writer did not touch it. */
  readonly mine: string | undefined;
};

/**
 * Someone saved first: what was seen, what they saved and what was typed, side by side; both ways on are offered
 * and nothing typed is lost until one is chosen.
 */
export function Conflict(
  props: Ways & {
    who: { readonly name: string; readonly at: string; readonly reason: string | null };
    rows: readonly Row[];
  },
): ReactNode {
  const say = useWords();
  const { name, at, reason } = props.who;
  return (
    <section className="conflict" role="alert">
      <h3>{say('conflict.title')}</h3>
      <p>{say('conflict.text')}</p>
      <p className="conflict-who">
        {say(reason ? 'conflict.who' : 'conflict.who_only', {
          name,
          at: formatInstant(at),
          reason: reason ?? '',
        })}
      </p>
      <div className="conflict-rows">
        {props.rows.map((row) => (
          <section key={row.name}>
            <h4>{row.name}</h4>
            <dl>
              <div>
                <dt>{say('conflict.seen')}</dt>
                <dd>{row.seen}</dd>
              </div>
              <div className={row.seen === row.theirs ? undefined : 'conflict-differs'}>
                <dt>{say('conflict.theirs')}</dt>
                <dd>{row.theirs}</dd>
              </div>
              {row.mine !== undefined && (
                <div className="conflict-mine">
                  <dt>{say('conflict.mine')}</dt>
                  <dd>{row.mine}</dd>
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
