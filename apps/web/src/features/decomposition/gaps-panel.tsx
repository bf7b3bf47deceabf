import type { DecompositionPage, SplitTarget } from '@miaopu/contract';
import type { Gap } from '@miaopu/plan';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { Panel } from '../../shared/components/page.tsx';
import { valueText } from '../../shared/standing/values.ts';
import { pick, useLabel, useLanguage } from '../../shared/words.ts';
import { matchWords } from './grid-rows.tsx';
import { useWords } from './locale.ts';

/** Every place where parts do not come to their whole, with the difference; the office changes them, or says why. */
export function GapsPanel(props: {
  page: DecompositionPage;
  gapsBy: ReadonlyMap<string, readonly Gap[]>;
  differsBecause: Readonly<Record<string, string>>;
  /** Absent where nothing can be written. */
  onBecause?: (target: string, words: string) => void;
  onShow: (target: string) => void;
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { page, gapsBy, differsBecause, onBecause } = props;
  const off = page.targets.filter(({ id }) => (gapsBy.get(id) ?? []).length > 0);
  if (off.length === 0) {
    return (
      <Panel title={say('gaps.title')}>
        <p className="split-fine" role="status">
          {say('gaps.none')}
        </p>
      </Panel>
    );
  }
  return (
    <Panel title={say('gaps.title')} aside={onBecause && say('gaps.hint')}>
      <ul className="split-gaps" aria-live="polite">
        {off.map((target) => (
          <li key={target.id}>
            <p>
              <b>
                {target.id} {label(target.title)}
              </b>{' '}
              <Button type="link" size="small" onClick={() => props.onShow(target.id)}>
                {say('gaps.show')}
              </Button>
            </p>
            <ul>
              {gapsBy.get(target.id)!.map((gap) => (
                <GapLine key={gapKey(gap)} page={page} target={target} gap={gap} />
              ))}
            </ul>
            {onBecause ? (
              <Input
                size="small"
                maxLength={500}
                aria-label={say('gaps.because', { target: label(target.title) })}
                placeholder={say('gaps.because.hint')}
                value={differsBecause[target.id] ?? ''}
                onChange={(event) => onBecause(target.id, event.target.value)}
              />
            ) : (
              differsBecause[target.id] && <p>{differsBecause[target.id]}</p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function gapKey(gap: Gap): string {
  return gap.of === 'years' ? 'years' : `${gap.of} ${gap.year} ${gap.of === 'part' ? gap.unit : ''}`;
}

function GapLine({
  page,
  target,
  gap,
}: {
  page: DecompositionPage;
  target: SplitTarget;
  gap: Gap;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const parts = valueText(target, gap.parts);
  const whole = valueText(target, gap.whole);
  const { words: difference } = matchWords(target, gap.parts, gap.whole, say, language);
  if (gap.of === 'years') return <li>{say('gaps.years', { parts, whole, difference })}</li>;
  if (gap.of === 'part') {
    const unit = page.units.find(({ id }) => id === gap.unit);
    const name = unit ? pick(unit.name, language) : gap.unit;
    return <li>{say('gaps.part', { unit: name, year: gap.year, parts, whole })}</li>;
  }
  return gap.whole === null ? (
    <li>{say('gaps.units.none', { year: gap.year })}</li>
  ) : (
    <li>{say('gaps.units', { year: gap.year, parts, whole, difference })}</li>
  );
}
