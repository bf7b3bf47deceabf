import { type DraftAct, getPolicyDraft, type PolicyDraft } from '@miaopu/contract';
import { Alert, Segmented } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'react-router';
import { Bones } from '../../../../shared/components/bones.tsx';
import { EmptyState, Failure } from '../../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../../shared/components/page.tsx';
import { formatInstant } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useFilters } from '../../../../shared/use-filters.ts';
import { useLabel } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { libraryPath, policyPath } from '../paths.ts';
import { ActButton } from './act-dialog.tsx';
import { CheckPanel, focusField, useCheck } from './check-panel.tsx';
import { DraftConflict } from './draft-conflict.tsx';
import { DraftForm } from './draft-form.tsx';
import { DraftFormContext, type Problem, useFormOf } from './draft-form-context.ts';
import { isEditable } from './policy-document.ts';
import { ReviewView } from './review-view.tsx';
import { type DraftText, useDraftText } from './use-draft-text.ts';
import { type TextPlace, YamlView } from './yaml-view.tsx';
import '../office.css';
import './draft.css';

const views = ['form', 'yaml', 'review'] as const;
type View = (typeof views)[number];

/** A policy being written or reviewed. */
export function DraftPage(): ReactNode {
  const say = useWords();
  const { draft = '' } = useParams();
  const { data, error, refetch } = useEndpoint(
    getPolicyDraft,
    { params: { draft } },
    { refetchInterval: 15_000, keepPrevious: true },
  );
  if (data?.id === draft) return <Draft key={draft} draft={data} />;
  return (
    <Page title={say('draft.title')} trail={[{ label: say('library.title'), to: libraryPath }]}>
      {error ? <Failure problem={error} onRetry={() => void refetch()} /> : <Bones rows={12} height={32} />}
    </Page>
  );
}

function Draft({ draft }: { draft: PolicyDraft }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const isOpen = draft.state === 'draft' || draft.state === 'returned';
  const isWritable = isOpen && draft.mayDo.includes('submit');
  const typed = useDraftText(draft, isWritable);
  const check = useCheck(draft.policy, typed.text);
  const [filters, setFilters] = useFilters({ view: isWritable ? 'form' : 'review' });
  const view = views.find((one) => one === filters.view) ?? 'form';
  const isSound = check.data?.problems.length === 0 && !check.isBehind;
  return (
    <Page
      title={draft.title ? label(draft.title) : draft.policy}
      trail={[{ label: say('library.title'), to: libraryPath }]}
      aside={<Aside draft={draft} typed={typed} isWritable={isWritable} />}
      actions={<Actions draft={draft} typed={typed} isSound={isSound} />}
    >
      {typed.problem && <Failure problem={typed.problem} title={say('draft.save.failed')} />}
      {typed.isRestored && <Alert type="info" showIcon title={say('draft.restored')} closable />}
      {typed.overtakenBy !== null && (
        <Alert type="info" showIcon title={say('draft.overtaken', { name: typed.overtakenBy })} closable />
      )}
      <LastRemark draft={draft} />
      <DraftConflict draft={typed} />
      <Segmented<View>
        className="office-parts"
        aria-label={say('draft.views')}
        value={view}
        onChange={(next) => setFilters({ view: next })}
        options={views.map((value) => ({ value, label: say(`draft.view.${value}`) }))}
      />
      <Body
        draft={draft}
        typed={typed}
        check={check}
        isSound={isSound}
        isWritable={isWritable}
        view={view}
        onView={(next) => setFilters({ view: next })}
      />
    </Page>
  );
}

function Body(props: {
  draft: PolicyDraft;
  typed: DraftText;
  check: ReturnType<typeof useCheck>;
  isSound: boolean;
  isWritable: boolean;
  view: View;
  onView: (view: View) => void;
}): ReactNode {
  const { draft, typed, check, view } = props;
  const [place, setPlace] = useState<TextPlace | null>(null);
  const locked = !props.isWritable || typed.conflict !== null;
  const form = useFormOf(
    typed.text,
    typed.change,
    check.data ?? { problems: draft.check.problems, explained: draft.check.explained },
    locked,
  );
  const go = (problem: Problem) => {
    if (view === 'form' && focusField(problem.path)) return;
    setPlace({ line: problem.line, column: problem.column });
    props.onView('yaml');
  };
  if (view === 'review')
    return (
      <div className="draft-review">
        <ReviewView draft={draft} isSound={props.isSound} />
      </div>
    );
  return (
    <div className="draft">
      {view === 'form' && <FormView form={form} />}
      {view === 'yaml' && (
        <YamlView text={typed.text} locked={locked} place={place} onChange={typed.change} />
      )}
      <CheckPanel check={check} onGo={go} />
    </div>
  );
}

function FormView({ form }: { form: ReturnType<typeof useFormOf> }): ReactNode {
  const say = useWords();
  if (!isEditable(form.document))
    return (
      <Panel>
        <EmptyState title={say('draft.unreadable')}>{say('draft.unreadable.text')}</EmptyState>
      </Panel>
    );
  return (
    <DraftFormContext value={form}>
      <DraftForm />
    </DraftFormContext>
  );
}

/** What the reviewer or the author said last, where it is somebody's turn. */
function LastRemark({ draft }: { draft: PolicyDraft }): ReactNode {
  const say = useWords();
  const last = draft.acts.at(-1);
  if (last?.act !== 'returned' && last?.act !== 'submitted') return null;
  const why = say(`draft.last.${last.act}`, { name: last.by.name, at: formatInstant(last.at) });
  return (
    <Alert
      type={last.act === 'returned' ? 'warning' : 'info'}
      showIcon
      title={why}
      description={[last.remark, last.documentNumber].filter(Boolean).join(' · ') || undefined}
    />
  );
}

function Aside(props: { draft: PolicyDraft; typed: DraftText; isWritable: boolean }): ReactNode {
  const say = useWords();
  const { draft, typed } = props;
  return (
    <span className="office-aside">
      <span className={`office-mark office-mark-${draft.state}`}>{say(`draft.state.${draft.state}`)}</span>
      <span>
        {draft.basedOn === null ? (
          say('draft.new')
        ) : (
          <Link to={policyPath(draft.policy)}>{say('draft.based_on', { version: draft.basedOn })}</Link>
        )}
      </span>
      <span role="status">
        {props.isWritable && typed.saving !== 'saved'
          ? say(`draft.saving.${typed.saving}`)
          : say('draft.saved', {
              name: draft.savedBy,
              at: formatInstant(draft.savedAt),
              revision: draft.revision,
            })}
      </span>
    </span>
  );
}

const order: readonly DraftAct[] = ['withdraw', 'return', 'submit', 'publish'];

/** What the reader may do to it; the step that leads on is the primary one. */
function Actions(props: { draft: PolicyDraft; typed: DraftText; isSound: boolean }): ReactNode {
  const say = useWords();
  const { draft, typed, isSound } = props;
  if (draft.state === 'published') return <Link to={policyPath(draft.policy)}>{say('draft.to_policy')}</Link>;
  return order
    .filter((act) => draft.mayDo.includes(act))
    .map((act) => {
      const leadsOn = act === 'submit' || act === 'publish';
      return (
        <ActButton
          key={act}
          act={act}
          draft={draft}
          primary={leadsOn}
          disabled={leadsOn && !isSound}
          flush={typed.flush}
        />
      );
    });
}
