import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { type Labels, useLabel } from '../../../shared/words.ts';

/** Several statements, of which those that are true are ticked; a whole row is the target of a finger. */
export function SeveralField(props: {
  /** Of the heading that asks. */
  id: string;
  choices: readonly { readonly value: string; readonly label: Labels }[];
  ticked: readonly string[];
  onTick: (ticked: readonly string[]) => void;
}): ReactNode {
  const label = useLabel();
  return (
    <Checkbox.Group
      className="check-several"
      role="group"
      aria-labelledby={props.id}
      value={[...props.ticked]}
      onChange={props.onTick}
      options={props.choices.map((choice) => ({ value: choice.value, label: label(choice.label) }))}
    />
  );
}
