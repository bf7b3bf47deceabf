import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { formatDay, formatInstant } from '../../shared/formats.ts';
import { compareInstants, differences, findPredecessor, isCarriedOn, type Version } from './history.ts';
import type { Moment } from './knowledge.ts';
import { useWords } from './locale.ts';
import { SourceMark } from './source-mark.tsx';
import { dayOf } from './timeline.ts';
import { DifferenceList } from './timeline-view.tsx';

function Row(props: { version: Version; versions: readonly Version[]; onLook: () => void }): ReactNode {
  const say = useWords();
  const { version } = props;
  const before = findPredecessor(props.versions, version);
  const changed = before ? differences(before, version) : [];
  const until = (text: string | null) => text ?? say('history.now');
  return (
    <tr className={version.recordedTo ? 'history-superseded' : undefined}>
      <th scope="row">
        <span className={`act-tag act-tag-${version.act}`}>{say(`act.${version.act}`)}</span>
        {version.recordedTo && <small>{say('history.superseded')}</small>}
      </th>
      <td>
        {formatDay(version.validFrom)} – {until(version.validTo)}
      </td>
      <td>
        {formatInstant(version.recordedFrom)} –{' '}
        {until(version.recordedTo && formatInstant(version.recordedTo))}
      </td>
      <td>
        {before === null ? (
          say('history.first')
        ) : isCarriedOn(before, version) && changed.length === 0 ? null : (
          <DifferenceList differences={changed} />
        )}
      </td>
      <td>
        {version.source.name}
        <SourceMark field={say(`act.${version.act}`)} record={version} />
        {version.reason && <small>{version.reason}</small>}
      </td>
      <td>
        <Button size="small" onClick={props.onLook}>
          {say('history.look')}
        </Button>
      </td>
    </tr>
  );
}

/** All records ever made of the entity, newest knowledge first; each opens the page as it stood then. */
export function HistoryTable(props: {
  versions: readonly Version[];
  onLook: (moment: Moment) => void;
}): ReactNode {
  const say = useWords();
  const versions = [...props.versions].sort(
    (a, b) => compareInstants(b.recordedFrom, a.recordedFrom) || b.validFrom.localeCompare(a.validFrom),
  );
  return (
    <Panel title={say('history.title')} aside={say('history.aside', { count: versions.length })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="history" aria-label={say('history.label')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('history.act')}</th>
              <th scope="col">{say('history.valid')}</th>
              <th scope="col">{say('history.known')}</th>
              <th scope="col">{say('history.changed')}</th>
              <th scope="col">{say('history.source')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {versions.map((version) => (
              <Row
                key={version.versionId}
                version={version}
                versions={versions}
                onLook={() => props.onLook({ asOf: version.validFrom, knownOn: dayOf(version.recordedFrom) })}
              />
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
