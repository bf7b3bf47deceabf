import { Button } from 'antd';
import type { ReactNode } from 'react';
import { CallFailed } from '../client.ts';
import { useWords } from '../locale.ts';
import { pick, useLanguage } from '../words.ts';
import './notice.css';

/** Why it is empty, and what to do about it. */
export function EmptyState(props: { title?: string; children?: ReactNode; action?: ReactNode }): ReactNode {
  return (
    <div className="notice">
      {props.title && <p className="notice-title">{props.title}</p>}
      {props.children && <div className="notice-text">{props.children}</div>}
      {props.action && <div className="notice-action">{props.action}</div>}
    </div>
  );
}

/** What went wrong, where, what next, and the request's number to quote. */
export function Failure(props: {
  problem: unknown;
  /** What did not succeed, where it is not reading. */
  title?: string;
  where?: string;
  onRetry?: () => void;
}): ReactNode {
  const say = useWords();
  const language = useLanguage();
  const failed = props.problem instanceof CallFailed ? props.problem : null;
  return (
    <div className="notice notice-failure" role="alert">
      <p className="notice-title">{props.title ?? say('failure.title')}</p>
      <div className="notice-text">
        {failed ? pick(failed.labels, language) : String(props.problem)}
        {failed && failed.problems.length > 0 && (
          <ul>
            {failed.problems.map((problem) => (
              <li key={`${problem.path} ${problem.message.en}`}>
                {problem.path && <code>{problem.path}</code>} {pick(problem.message, language)}
              </li>
            ))}
          </ul>
        )}
      </div>
      <p className="notice-small">
        {props.where && <span>{say('failure.where', { where: props.where })}</span>}
        <span>
          {failed?.requestId ? say('failure.request', { id: failed.requestId }) : say('failure.request.none')}
        </span>
      </p>
      {props.onRetry && (
        <div className="notice-action">
          <Button onClick={props.onRetry}>{say('failure.retry')}</Button>
        </div>
      )}
    </div>
  );
}
