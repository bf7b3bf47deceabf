import { checkPolicyDraft, type PolicyDraft } from '@miaopu/contract';
import { type ReactNode, useEffect, useState } from 'react';
import { Bones } from '../../../../shared/components/bones.tsx';
import { Failure } from '../../../../shared/components/notice.tsx';
import { formatAmount, formatCount, formatLongDay } from '../../../../shared/formats.ts';
import { useEndpoint } from '../../../../shared/use-endpoint.ts';
import { useLabel, useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { useCostText } from '../cost-text.ts';
import type { Problem } from './draft-form-context.ts';
import { keyOf, type Path } from './policy-document.ts';

export type Check = PolicyDraft['check'];

/** What the server makes of the text, a moment after the last letter; what it said before stays until then. */
export function useCheck(policy: string, text: string) {
  const settled = useSettled(text, 400);
  const found = useEndpoint(
    checkPolicyDraft,
    { body: { policy, source: settled, count: true } },
    { keepPrevious: true, staleTime: 60_000 },
  );
  return { ...found, isBehind: settled !== text || found.isPlaceholderData };
}

function useSettled(text: string, pause: number): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}

/** Whom the text fits now, what is wrong with it, and how its situations come out. */
export function CheckPanel(props: {
  check: ReturnType<typeof useCheck>;
  onGo: (problem: Problem) => void;
}): ReactNode {
  const say = useWords();
  const { data, error, isBehind, refetch } = props.check;
  return (
    <aside className="check" aria-label={say('draft.check')} aria-busy={isBehind}>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={6} />}
      {data && (
        <>
          <Fits fits={data.fits} />
          <ProblemList problems={data.problems} onGo={props.onGo} />
          <Situations situations={data.situations} />
        </>
      )}
    </aside>
  );
}

function Fits({ fits }: { fits: Check['fits'] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const costText = useCostText();
  const language = useLanguage();
  if (!fits) return <p className="check-quiet">{say('draft.fits.none')}</p>;
  return (
    <section className="check-fits" aria-label={say('draft.fits')}>
      <p>
        <b>{formatCount(fits.met)}</b> {say('draft.fits.met')}
      </p>
      <dl>
        {(['nearly', 'unknown', 'manual'] as const).map((standing) => (
          <div key={standing}>
            <dt>{say(`standing.${standing}`)}</dt>
            <dd>{formatCount(fits[standing])}</dd>
          </div>
        ))}
        <div>
          <dt>{say('result.cost')}</dt>
          <dd>
            {fits.cost === null && fits.uncounted === null
              ? say('result.no_amount')
              : costText(fits, (amount) => formatAmount(amount, language))}
          </dd>
        </div>
      </dl>
      {fits.uncounted && <small>{label(fits.uncounted.because)}</small>}
      <small>{say('draft.fits.day', { day: formatLongDay(fits.asOf, language) })}</small>
    </section>
  );
}

function ProblemList(props: { problems: readonly Problem[]; onGo: (problem: Problem) => void }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const placeOf = usePlaceWords();
  const { problems } = props;
  if (problems.length === 0) return <p className="check-sound">{say('draft.problems.none')}</p>;
  return (
    <section aria-label={say('draft.problems')}>
      <h2>{say('draft.problems.count', { count: problems.length })}</h2>
      <ul className="check-problems">
        {problems.map((problem) => (
          <li key={`${problem.code} ${keyOf(problem.path)} ${problem.message.en}`}>
            <button type="button" className="link-button" onClick={() => props.onGo(problem)}>
              <b>{placeOf(problem)}</b>{' '}
              {problem.code === 'missing_key' ? say('draft.missing') : label(problem.message)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const places = [
  'title',
  'summary',
  'audience',
  'certainty',
  'to_confirm',
  'documents',
  'contact',
  'materials',
  'parameters',
  'terms',
  'applies',
  'conditions',
  'benefits',
  'situations',
] as const;

/** Where something is wrong, in words: 条件 2. */
function usePlaceWords(): (problem: Problem) => string {
  const say = useWords();
  const top: Readonly<Record<string, string>> = {
    level: say('facet.level'),
    category: say('facet.category'),
    kind: say('facet.kind'),
    channel: say('facet.channel'),
    in_force: say('draft.in_force'),
    stacks: say('draft.section.stacks'),
    scores: say('draft.key.scores'),
  };
  return ({ path: [first, second], line }) => {
    const known = places.find((one) => one === first);
    const name = known ? say(`draft.key.${known}`) : top[String(first)];
    if (name === undefined) return say('draft.line', { line });
    return typeof second === 'number' ? `${name} ${second + 1}` : name;
  };
}

function Situations({ situations }: { situations: Check['situations'] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  if (situations.length === 0) return null;
  const failed = situations.filter(({ ok }) => !ok);
  return (
    <section aria-label={say('draft.key.situations')}>
      <h2>
        {say('draft.situations.passed', {
          passed: situations.length - failed.length,
          total: situations.length,
        })}
      </h2>
      <ul className="check-problems">
        {failed.map((one) => (
          <li key={one.name.en}>
            <b>{label(one.name)}</b>{' '}
            {say('draft.situation.failed', { expected: one.expected, found: one.found })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Leads to the field that is nearest to a place, and says whether there is one. */
export function focusField(path: Path): boolean {
  for (let length = path.length; length > 0; length--) {
    const place = document.querySelector(
      `.draft-form [data-place="${CSS.escape(keyOf(path.slice(0, length)))}"]`,
    );
    if (!place) continue;
    place.scrollIntoView({ block: 'center' });
    place.querySelector<HTMLElement>('input, textarea, button')?.focus({ preventScroll: true });
    return true;
  }
  return false;
}
