import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { targetPath } from '../../../shared/paths.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import type { Clause, Section } from './find-clauses.ts';

/** A section with its clauses: the text's words first, then who leads and what it asks for. */
export function Clauses({ plan, section }: { plan: string; section: Section }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <section className="panel document-section" id={`section-${section.id}`}>
      <header className="panel-head">
        <h2>
          {section.id} {label(section.title)}
        </h2>
        <div className="panel-aside">{say(`document.kind.${section.kind}`)}</div>
      </header>
      <ol className="clauses">
        {section.clauses.map((clause) => (
          <ClauseItem key={clause.id} plan={plan} clause={clause} />
        ))}
      </ol>
    </section>
  );
}

function ClauseItem({ plan, clause }: { plan: string; clause: Clause }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <li id={`clause-${clause.id}`}>
      <span className="clause-id">{clause.id}</span>
      <div>
        {clause.title && <h3>{label(clause.title)}</h3>}
        <blockquote lang="zh-CN">{clause.quote}</blockquote>
        <p className="clause-facts">
          {clause.lead && (
            <span>
              <small>{say('document.lead')}</small> <b>{label(clause.lead.name)}</b>
            </span>
          )}
          {clause.supporting.length > 0 && (
            <span>
              <small>{say('document.supporting')}</small>{' '}
              {clause.supporting.map((unit) => label(unit.name)).join(say('list.comma'))}
            </span>
          )}
          {clause.asks && (
            <span lang="zh-CN">
              <small>{say('document.asks')}</small> {clause.asks}
            </span>
          )}
          {clause.targets.length > 0 && (
            <span>
              <small>{say('document.targets')}</small>{' '}
              {clause.targets.map((target) => (
                <Link key={target} to={targetPath(plan, target)} className="clause-target">
                  {target}
                </Link>
              ))}
            </span>
          )}
        </p>
      </div>
    </li>
  );
}
