import type { PolicyCard as Card } from '@miaopu/contract';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDay } from '../../../shared/formats.ts';
import { useLabel } from '../../../shared/words.ts';
import { useWords } from '../locale.ts';
import './policy-card.css';

/** A policy in a list: what it is, whom it speaks to, how long it holds. `found` are the places where searched words stand. */
export function PolicyCard({
  card,
  to,
  found = [],
}: {
  card: Card;
  to: string;
  found?: readonly string[];
}): ReactNode {
  const say = useWords();
  const label = useLabel();
  return (
    <article className="policy-card">
      <h2>
        <Link to={to}>{label(card.title)}</Link>
      </h2>
      <PolicyMarks card={card} />
      {card.summary && <p>{label(card.summary)}</p>}
      {placesBeside(card.summary === null ? '' : label(card.summary), found).map((text) => (
        <p key={text} className="policy-found">
          <Marked text={text} />
        </p>
      ))}
      <p className="policy-foot">
        {card.documents.map((document) => document.number).join('、')}
        <span>{useValidity(card)}</span>
        {card.contact && <span>{label(card.contact.name)}</span>}
      </p>
      {card.toConfirm.length > 0 && <span className="sr-only">{say('to_confirm')}</span>}
    </article>
  );
}

/** Where words were found, without the places that the summary shows anyway. */
function placesBeside(summary: string, found: readonly string[]): string[] {
  return found.filter((text) => !summary.includes(text.replaceAll(/[«»]|…$/g, '')));
}

/** The few words by which policies are told apart at a glance. */
export function PolicyMarks({ card }: { card: Card }): ReactNode {
  const say = useWords();
  return (
    <ul className="policy-marks">
      <li>{say(`level.${card.level}`)}</li>
      <li>{say(`kind.${card.kind}`)}</li>
      <li className={card.channel === 'automatic' ? 'policy-automatic' : undefined}>
        {say(`channel.${card.channel}`)}
      </li>
      {card.state !== 'in_force' && <li className="policy-gone">{say(`state.${card.state}`)}</li>}
      {card.toConfirm.length > 0 && <li className="policy-unsure">{say('to_confirm')}</li>}
    </ul>
  );
}

/** From when until when it holds, in words. */
export function useValidity({ inForce: { from, to } }: Pick<Card, 'inForce'>): string {
  const say = useWords();
  return to === null
    ? say('in_force.from', { from: formatDay(from) })
    : say('in_force.between', { from: formatDay(from), to: formatDay(to) });
}

/** A text in which what stands between « and » was searched for. */
function Marked({ text }: { text: string }): ReactNode {
  let at = 0;
  return text.split(/([«»])/).map((part, index, all) => {
    if (part === '«' || part === '»') return null;
    at += part.length;
    return all[index - 1] === '«' ? <mark key={at}>{part}</mark> : part;
  });
}
