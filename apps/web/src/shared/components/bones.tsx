import type { CSSProperties, ReactNode } from 'react';
import { useWords } from '../locale.ts';
import './bones.css';

/** A grey block of the size of what will come, so that nothing jumps. */
export function Bone(props: {
  width?: CSSProperties['width'];
  height?: number;
  style?: CSSProperties;
}): ReactNode {
  return (
    <span
      className="bone"
      style={{ width: props.width ?? '100%', height: props.height ?? 16, ...props.style }}
      aria-hidden="true"
    />
  );
}

/** Skeleton of a part of a page: `rows` lines of `height` pixels. */
export function Bones(props: { rows: number; height?: number; gap?: number }): ReactNode {
  const say = useWords();
  const rows = Array.from({ length: props.rows }, (_, index) => index);
  return (
    <div className="bones" role="status" aria-label={say('loading')} style={{ gap: props.gap ?? 12 }}>
      {rows.map((row) => (
        <Bone key={row} height={props.height ?? 16} width={`${92 - ((row * 17) % 30)}%`} />
      ))}
    </div>
  );
}
