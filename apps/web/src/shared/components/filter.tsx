import type { CSSProperties, ReactNode } from 'react';
import './filter.css';

/** The filters above a page's content, which live in the address bar. */
export function Filters(props: { label: string; children: ReactNode }): ReactNode {
  return (
    <search className="filters" aria-label={props.label}>
      {props.children}
    </search>
  );
}

/**
 * One filter with its label above; `id` is that of the control inside, or `group` where it is several buttons.
 * A control fills its filter: `width` in pixels on a desk, what there is on a phone; `whole` takes a phone's whole width.
 */
export function Filter(props: {
  label: string;
  id: string;
  group?: boolean;
  whole?: boolean;
  width?: number;
  children: ReactNode;
}): ReactNode {
  return (
    <div
      className={props.whole ? 'filter filter-whole' : 'filter'}
      style={props.width ? ({ '--filter-width': `${props.width}px` } as CSSProperties) : undefined}
    >
      {props.group ? (
        <span className="filter-label" id={props.id}>
          {props.label}
        </span>
      ) : (
        <label className="filter-label" htmlFor={props.id}>
          {props.label}
        </label>
      )}
      {props.children}
    </div>
  );
}
