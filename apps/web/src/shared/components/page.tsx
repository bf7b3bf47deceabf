import { type ReactNode, useEffect } from 'react';
import { Link } from 'react-router';
import { useWords } from '../locale.ts';
import './page.css';

export type Crumb = { label: string; to: string };

/** A page: one question, whose noun is the title. The trail leads back; actions stand where the eye ends. */
export function Page(props: {
  title: string;
  /** Said beside the title, smaller: the period, the unit, what is shown. */
  aside?: ReactNode;
  trail?: readonly Crumb[];
  actions?: ReactNode;
  children: ReactNode;
  /** For texts and forms that should not run the whole width. */
  narrow?: boolean;
}): ReactNode {
  const say = useWords();
  useEffect(() => {
    document.title = `${props.title} · 苗圃`;
  }, [props.title]);
  return (
    <div className={props.narrow ? 'page page-narrow' : 'page'}>
      {props.trail && props.trail.length > 0 && (
        <nav className="page-trail" aria-label={say('page.trail')}>
          <ol>
            {props.trail.map((crumb) => (
              <li key={crumb.to}>
                <Link to={crumb.to}>{crumb.label}</Link>
              </li>
            ))}
            <li aria-current="page">{props.title}</li>
          </ol>
        </nav>
      )}
      <header className="page-head">
        <div className="page-title">
          <h1>{props.title}</h1>
          {props.aside && <div className="page-aside">{props.aside}</div>}
        </div>
        {props.actions && <div className="page-actions">{props.actions}</div>}
      </header>
      {props.children}
    </div>
  );
}

/** A part of a page with its own heading. */
export function Panel(props: {
  title?: ReactNode;
  aside?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  id?: string;
  flush?: boolean;
}): ReactNode {
  return (
    <section className="panel" id={props.id}>
      {(props.title || props.actions) && (
        <header className="panel-head">
          <h2>{props.title}</h2>
          {props.aside && <div className="panel-aside">{props.aside}</div>}
          {props.actions && <div className="panel-actions">{props.actions}</div>}
        </header>
      )}
      <div className={props.flush ? 'panel-body panel-flush' : 'panel-body'}>{props.children}</div>
    </section>
  );
}
