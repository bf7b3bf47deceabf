import {
  type CellDifference,
  cellDifferences,
  checkCells,
  getSubmission,
  type ReportCell,
  type Submission,
  withdrawDispute,
} from '@miaopu/contract';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useParams } from 'react-router';
import { Bones } from '../../../shared/components/bones.tsx';
import { Failure } from '../../../shared/components/notice.tsx';
import { Page, Panel } from '../../../shared/components/page.tsx';
import { formatInstant, formatPeriod } from '../../../shared/formats.ts';
import { useSession } from '../../../shared/session.ts';
import { useEndpoint } from '../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import { Due, SubmissionMark, useStepName } from '../marks.tsx';
import { reportsPath } from '../paths.ts';
import { shownValue } from './cell-text.ts';
import { ConflictsPanel } from './conflicts-panel.tsx';
import { DisputeDrawer } from './dispute-drawer.tsx';
import { EvidencePanel, keyOfSubmission } from './evidence-panel.tsx';
import { FillBar, WithdrawBar } from './fill-bar.tsx';
import { shownCells } from './filling.ts';
import { FormGrid } from './form-grid.tsx';
import { countedOf } from './form-rows.tsx';
import { HistoryPanel } from './history-panel.tsx';
import { OfficeBar } from './office-bar.tsx';
import { type Remarks, ReviewBar } from './review-bar.tsx';
import { useFiller, useLeftover } from './use-filler.ts';
import { useAct } from './use-submission.ts';
import '../reports.css';

/** How often a form that is being filled looks whether a colleague saved, in milliseconds. */
const lookAgain = 20_000;

/** One unit's form for a period: to fill, to sign, to read. */
export function FormPage(): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { plan } = useSession();
  const { form = '', unit = '', period = '' } = useParams();
  const input = { params: { plan: plan ?? '', form, unit, period } };
  const { data, error, refetch } = useEndpoint(getSubmission, input, {
    enabled: plan !== null,
    refetchInterval: lookAgain,
  });
  const trail = [{ label: say('title'), to: reportsPath() }];
  return (
    <Page
      title={data ? label(data.title) : say('form')}
      aside={data && `${label(data.unitName)} · ${formatPeriod(data.period, language)}`}
      trail={trail}
    >
      {error && !data && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={12} height={32} />}
      {data && <FormHead submission={data} />}
      {data?.mayDo.includes('save') && <Filled key={Object.values(input.params).join()} submission={data} />}
      {data && !data.mayDo.includes('save') && <Read submission={data} />}
    </Page>
  );
}

/** Where it stands, when it is due, whose turn it is; and why it came back. */
function FormHead({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const stepName = useStepName();
  const { state, timing, waitsFor, version, declared, deeds } = submission;
  const latest = deeds.at(-1);
  return (
    <>
      <div className="form-head">
        <SubmissionMark state={state} phase={timing.phase} begun={submission.revision > 0} />
        <Due timing={timing} />
        {waitsFor && <span>{say('form.waits', { who: stepName(waitsFor) })}</span>}
        {version > 0 && <span>{say('version', { version })}</span>}
        <span className="form-quiet">
          {say('form.way', { steps: declared.steps.map(stepName).join(' → ') })}
        </span>
      </div>
      {declared.about && <p className="form-about">{label(declared.about)}</p>}
      {state === 'returned' && latest?.act === 'returned' && (
        <Alert
          type="warning"
          showIcon
          title={say('form.returned', { name: latest.by.name, at: formatInstant(latest.at) })}
          description={[
            latest.remark,
            latest.remarks.length > 0 && say('form.returned.cells', { count: latest.remarks.length }),
          ]
            .filter(Boolean)
            .join(' ')}
        />
      )}
      {state === 'reopened' && latest?.remark && (
        <Alert type="info" showIcon title={say('form.reopened')} description={latest.remark} />
      )}
    </>
  );
}

/** The form of who fills it. */
function Filled({ submission }: { submission: Submission }): ReactNode {
  const filler = useFiller(submission);
  const [disputed, setDisputed] = useState<ReportCell | null>(null);
  const withdraw = useAct(withdrawDispute);
  const { declared, context, versions } = submission;
  const cells = shownCells(filler.filling);
  const files = new Set(submission.evidence.map(({ item }) => item));
  const findings = checkCells({ form: declared, cells, context }, files);
  const before = versions.at(-1);
  const differences = before ? cellDifferences(declared, before.cells, cells) : [];
  const counted = disputed && countedOf(submission, disputed);
  return (
    <>
      <ConflictsPanel submission={submission} conflicts={filler.filling.conflicts} onSettle={filler.settle} />
      <Panel>
        <FormGrid
          submission={submission}
          cells={cells}
          findings={findings}
          differences={byCell(differences)}
          open
          onChange={filler.change}
          onDispute={(cell) => void filler.flush().then(() => setDisputed(cell))}
          onWithdrawDispute={(dispute) =>
            withdraw.mutate({ params: { ...keyOfSubmission(submission), dispute } })
          }
        />
      </Panel>
      <EvidencePanel submission={submission} open />
      <HistoryPanel submission={submission} />
      <FillBar submission={submission} filler={filler} findings={findings} />
      {disputed && counted !== null && (
        <DisputeDrawer
          submission={submission}
          cell={disputed}
          counted={counted}
          onClose={() => setDisputed(null)}
        />
      )}
    </>
  );
}

/** The form as it was submitted, or as it stands: to sign or to read. */
function Read({ submission }: { submission: Submission }): ReactNode {
  const [remarks, setRemarks] = useState<Remarks | null>(null);
  const { declared, versions, mayDo, state } = submission;
  const shown = state === 'draft' ? submission.cells : (versions.at(-1)?.cells ?? submission.cells);
  const before = versions.at(-2);
  const differences = byCell(before ? cellDifferences(declared, before.cells, shown) : []);
  const signs = mayDo.includes('approve') || mayDo.includes('return');
  return (
    <>
      <Leftover submission={submission} />
      <Panel>
        <FormGrid
          submission={submission}
          cells={shown}
          findings={submission.findings}
          differences={differences}
          open={false}
          onChange={() => undefined}
          onDispute={() => undefined}
          onWithdrawDispute={() => undefined}
          {...(remarks === null
            ? {}
            : {
                remarks: {
                  texts: remarks,
                  onChange: (cell, text) => setRemarks({ ...remarks, [cell]: text }),
                },
              })}
        />
      </Panel>
      <EvidencePanel submission={submission} open={false} />
      <HistoryPanel submission={submission} />
      {signs && (
        <ReviewBar
          submission={submission}
          differences={differences}
          remarks={remarks}
          onRemarks={setRemarks}
        />
      )}
      {mayDo.includes('withdraw') && !signs && <WithdrawBar submission={submission} />}
      {(mayDo.includes('lock') || mayDo.includes('reopen')) && <OfficeBar submission={submission} />}
    </>
  );
}

/** What was typed here and did not reach the server before somebody submitted the form: said, and not thrown away by itself. */
function Leftover({ submission }: { submission: Submission }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  const { draft, drop } = useLeftover(submission);
  if (!draft) return null;
  const changes = [...Object.values(draft.changes), ...(draft.conflicts ?? []).map(({ mine }) => mine)];
  return (
    <Alert
      type="warning"
      showIcon
      title={say('leftover.title', { count: changes.length })}
      description={
        <ul className="leftover">
          {changes.map((change) => {
            const cell = submission.declared.cells.find(({ id }) => id === change.cell);
            return (
              cell && (
                <li key={change.cell}>
                  {label(cell.label)} <b>{shownValue(cell, change.value, language)}</b>
                </li>
              )
            );
          })}
        </ul>
      }
      action={
        <Button size="small" onClick={drop}>
          {say('leftover.drop')}
        </Button>
      }
    />
  );
}

function byCell(differences: readonly CellDifference[]): ReadonlyMap<string, CellDifference> {
  return new Map(differences.map((one) => [one.cell, one]));
}
