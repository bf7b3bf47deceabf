import { type ReactNode, useEffect } from 'react';

/** A page before the sign-in: its title, and one thing to do. */
export function DoorPage(props: { title: string; children: ReactNode }): ReactNode {
  useEffect(() => {
    document.title = props.title;
  }, [props.title]);
  return (
    <>
      <h1>{props.title}</h1>
      {props.children}
    </>
  );
}
