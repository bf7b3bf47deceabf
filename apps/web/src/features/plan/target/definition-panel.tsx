import type { TargetPage } from '@miaopu/contract';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { formatInstant } from '../../../shared/formats.ts';
import { RecordHistory } from '../../../shared/history/record-history.tsx';
import { useMay } from '../../../shared/session.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { type Definition, differencesBetween } from './definition-differences.ts';
import { DifferenceList } from './difference-list.tsx';

const DecideDrawer = lazy(() =>
  import('./decide-drawer.tsx').then((file) => ({ default: file.DecideDrawer })),
);

/** 口径: the clause, the formula in plain words, the choice that settled the text's ambiguity, and every version. */
export function DefinitionPanel({ page }: { page: TargetPage }): ReactNode {
  const say = useWords();
  const may = useMay('plan.define');
  const [deciding, setDeciding] = useState(false);
  const versions = page.definitions.toSorted((a, b) => b.version - a.version);
  const current = versions[0];
  if (!current) return null;
  return (
    <div className="target-wide">
      <Panel
        title={say('definition.title')}
        aside={say('definition.version', { version: current.version })}
        id="definition"
        actions={
          <>
            <RecordHistory record={`plan/${page.plan.id}/target/${page.card.id}`} />
            {may && <Button onClick={() => setDeciding(true)}>{say('definition.decide')}</Button>}
          </>
        }
      >
        <blockquote className="quote" lang="zh-CN" cite={`#${page.card.clause}`}>
          <small>{say('definition.quote')}</small>
          {page.quote}
        </blockquote>
        <CurrentDefinition definition={current} ratio={page.card.standing.denominator !== null} />
        <h3 className="panel-sub">{say('definition.versions')}</h3>
        <ol className="versions">
          {versions.map((version, index) => (
            <Version key={version.version} version={version} before={versions[index + 1]} />
          ))}
        </ol>
      </Panel>
      {deciding && (
        <Suspense fallback={null}>
          <DecideDrawer page={page} current={current} onClose={() => setDeciding(false)} />
        </Suspense>
      )}
    </div>
  );
}

function CurrentDefinition(props: { definition: Definition; ratio: boolean }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { definition } = props;
  const none = say('definition.none');
  return (
    <>
      <p className="explained">
        <small>{say('definition.explained')}</small>
        {label(definition.explained)}
      </p>
      {definition.ambiguity && (
        <div className="ambiguity">
          <small>{say('definition.ambiguity', { id: definition.ambiguity.id })}</small>
          <p>{label(definition.ambiguity.question)}</p>
          <p>
            <b>{say('definition.ambiguity.choice')}</b> {label(definition.ambiguity.choice)}
          </p>
        </div>
      )}
      <dl className="definition">
        <Row name={say(definition.denominator ? 'definition.numerator.ratio' : 'definition.numerator')}>
          {label(definition.numerator)}
        </Row>
        {definition.denominator && (
          <Row name={say('definition.denominator')}>{label(definition.denominator)}</Row>
        )}
        <Row name={say('definition.baseline')}>{definition.baseline ? label(definition.baseline) : none}</Row>
        <Row name={say('definition.basis')}>{say(`definition.basis.${definition.basis}`)}</Row>
        <Row name={say('definition.distinct')}>
          {definition.distinctBy ? label(definition.distinctBy) : none}
        </Row>
        <Row name={say('definition.evidence')}>{label(definition.evidence)}</Row>
        <Row name={say('definition.source')}>{label(definition.source.name)}</Row>
        <Row name={say('definition.measure')}>
          <details>
            <summary>{say('definition.measure.show')}</summary>
            <pre>{definition.measure}</pre>
          </details>
        </Row>
      </dl>
    </>
  );
}

function Row(props: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Version(props: { version: Definition; before: Definition | undefined }): ReactNode {
  const say = useWords();
  const { version, before } = props;
  const differences = before ? differencesBetween(before, version) : [];
  return (
    <li>
      <b>{say('definition.version', { version: version.version })}</b>{' '}
      <span className="versions-who">
        {say('definition.decided', { name: version.decidedBy, at: formatInstant(version.decidedAt) })}
        {version.documentNumber && ` · ${say('definition.document', { number: version.documentNumber })}`}
      </span>
      <p>{say('definition.reason', { reason: version.reason })}</p>
      {!before && <p className="versions-who">{say('definition.first')}</p>}
      {before && differences.length === 0 && <p className="versions-who">{say('definition.same')}</p>}
      {before && differences.length > 0 && (
        <details>
          <summary>{say('definition.changed', { version: before.version })}</summary>
          <DifferenceList differences={differences} />
        </details>
      )}
    </li>
  );
}
