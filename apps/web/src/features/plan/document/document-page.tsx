import { getPlan, type PlanPage } from '@miaopu/contract';
import { Input } from 'antd';
import { type ReactNode, useDeferredValue } from 'react';
import { useParams } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../shared/components/page.tsx';
import { formatLongDay } from '../../../shared/formats.ts';
import { cockpitPath } from '../../../shared/paths.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useFilters } from '../../../shared/use-filters.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Ambiguities } from './ambiguities.tsx';
import { Clauses } from './clauses.tsx';
import { matchingSections } from './find-clauses.ts';
import { Units } from './units.tsx';
import './document.css';

/** The plan as it was issued: sections, clauses, who leads, which targets they set, and what the text leaves open. */
export function DocumentPage(): ReactNode {
  const { plan = '' } = useParams();
  const say = useWords();
  const { data, error, refetch } = useEndpoint(getPlan, { params: { plan } }, { staleTime: 600_000 });
  return (
    <Page
      title={say('document.title')}
      trail={[{ label: say('cockpit.title'), to: cockpitPath() }]}
      aside={data && <Issued plan={data} />}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && (
        <Panel>
          <Bones rows={24} />
        </Panel>
      )}
      {data && <PlanDocument plan={data} />}
    </Page>
  );
}

function Issued({ plan }: { plan: PlanPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  return (
    <>
      {label(plan.title)}
      <br />
      {say('document.issued', { issuer: plan.issuer, day: formatLongDay(plan.issuedOn, language) })}
      {' · '}
      {plan.documentNumber ?? say('document.number.none')}
      {' · '}
      {say('document.period', {
        start: formatLongDay(plan.start, language),
        end: formatLongDay(plan.end, language),
      })}
    </>
  );
}

function PlanDocument({ plan }: { plan: PlanPage }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const [{ q }, setFilters] = useFilters({ q: '' });
  const wanted = useDeferredValue(q.trim());
  const sections = matchingSections(plan, wanted);
  const found = sections.reduce((sum, section) => sum + section.clauses.length, 0);
  return (
    <div className="document">
      <nav className="document-contents" aria-label={say('document.contents')}>
        <Input.Search
          allowClear
          value={q}
          placeholder={say('document.find')}
          aria-label={say('document.find')}
          onChange={(event) => setFilters({ q: event.target.value }, { replace: true })}
        />
        {wanted && (
          <p role="status">
            {found > 0 ? say('document.found', { count: found }) : say('document.found.none', { q: wanted })}
          </p>
        )}
        <ol>
          {sections.map((section) => (
            <li key={section.id}>
              <a href={`#section-${section.id}`}>
                {section.id} {label(section.title)}
              </a>
            </li>
          ))}
          {!wanted && (
            <>
              <li>
                <a href="#ambiguities">{say('document.ambiguities')}</a>
              </li>
              <li>
                <a href="#units">{say('document.units')}</a>
              </li>
            </>
          )}
        </ol>
      </nav>
      <div className="document-body">
        {sections.map((section) => (
          <Clauses key={section.id} plan={plan.id} section={section} />
        ))}
        {!wanted && <Ambiguities plan={plan} />}
        {!wanted && <Units plan={plan} />}
      </div>
    </div>
  );
}
