import type { PolicyPage as Policy } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Panel } from '../../../shared/components/page.tsx';
import { formatAmount } from '../../../shared/formats.ts';
import { useLabel, useLanguage } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import './policy-rules.css';

/** The rule card: what one gets, the conditions each with its clause, the scores, how to get it and what to bring. */
export function PolicyRules({ policy }: { policy: Policy }): ReactNode {
  return (
    <>
      <Benefits policy={policy} />
      <Conditions policy={policy} />
      {policy.scores.map((score) => (
        <ScoreTable key={score.id} score={score} />
      ))}
      <HowTo policy={policy} />
    </>
  );
}

function Benefits({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const language = useLanguage();
  if (policy.benefits.length === 0) return null;
  return (
    <Panel title={say('policy.benefits')}>
      <ul className="rule-list">
        {policy.benefits.map((benefit) => (
          <li key={benefit.id}>
            <b>{label(benefit.title)}</b>
            {benefit.words && <p>{say('policy.amount', { words: label(benefit.words) })}</p>}
            {benefit.cap && (
              <p>{say('policy.cap', { amount: formatAmount(benefit.cap.amount, language) })}</p>
            )}
            {benefit.exclusive && <p>{say('policy.exclusive')}</p>}
            <Clause text={benefit.cites} />
          </li>
        ))}
      </ul>
      {policy.stacks.conflicts.length > 0 && (
        <p className="policy-line">
          {say('policy.conflicts', {
            others: policy.stacks.conflicts.map(({ title }) => label(title)).join('、'),
          })}
        </p>
      )}
      {policy.stacks.topUp && <p className="policy-line">{label(policy.stacks.topUp)}</p>}
      {policy.stacks.clawBack && <p className="policy-line">{label(policy.stacks.clawBack)}</p>}
    </Panel>
  );
}

function Conditions({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <Panel title={say('policy.conditions')}>
      {policy.card.audience && <p className="policy-line">{label(policy.card.audience)}</p>}
      <ol className="rule-list">
        {policy.conditions.map((condition) => (
          <li key={condition.id}>
            {label(condition.words)}
            {condition.rule === null && <small className="rule-judged">{say('policy.judged')}</small>}
            <Clause text={condition.cites} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function ScoreTable({ score }: { score: Policy['scores'][number] }): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <Panel title={say('policy.score', { name: label(score.label) })}>
      {score.items.map((item) => (
        <details key={item.id} className="score-item">
          <summary>
            {label(item.label)}
            <small>{say('policy.score.most', { points: mostOf(item) })}</small>
          </summary>
          <table>
            <tbody>
              {item.bands.map((band) => (
                <tr key={band.when.en + band.points}>
                  <td>{label(band.when)}</td>
                  <td className="figure">{band.points}</td>
                </tr>
              ))}
              <tr>
                <td>{say('policy.score.otherwise')}</td>
                <td className="figure">{item.otherwise}</td>
              </tr>
            </tbody>
          </table>
          <Clause text={item.cites} />
        </details>
      ))}
    </Panel>
  );
}

function mostOf({ bands, otherwise }: Policy['scores'][number]['items'][number]): number {
  return Math.max(Number(otherwise), ...bands.map((band) => Number(band.points)));
}

function HowTo({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const label = useLabel();
  const { channel, contact, documents } = policy.card;
  return (
    <Panel title={say('policy.how')}>
      <p className="policy-line">
        <b>{say(`channel.${channel}`)}</b> {say(`channel.${channel}.how`)}
      </p>
      {policy.materials.length > 0 && (
        <>
          <h3>{say('policy.materials')}</h3>
          <ul className="rule-list">
            {policy.materials.map((material) => (
              <li key={material.label.en}>
                {label(material.label)}
                {material.heldBy && (
                  <small className="rule-held">
                    {say('policy.held_by', { unit: label(material.heldBy.name) })}
                  </small>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {contact && <p className="policy-line">{say('policy.contact', { unit: label(contact.name) })}</p>}
      <h3>{say('policy.documents')}</h3>
      <ul className="rule-list">
        {documents.map((document) => (
          <li key={document.number}>
            {document.number} {document.title}
            {document.issuer && <small>{document.issuer}</small>}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Where a sentence comes from, after it and smaller. */
export function Clause({ text }: { text: string | null }): ReactNode {
  return text === null ? null : <small className="clause">{text}</small>;
}
