import { judgePassword, type PasswordJudgement, passwordProblems, passwordStrengths } from '@miaopu/contract';
import { Form, Input } from 'antd';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { useWords } from '../locale.ts';
import { useLabel } from '../words.ts';
import './new-password.css';

type Person = { readonly name: string; readonly email: string };

/** A form's field `password` for a new one, which says while it is typed how hard it is to guess and why it will not do. */
export function NewPassword(props: { label: string; person: Person; autoFocus?: boolean }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const form = Form.useFormInstance<{ password: string }>();
  const typed = Form.useWatch('password', form) ?? '';
  return (
    <Form.Item
      name="password"
      label={props.label}
      extra={<Strength password={typed} person={props.person} />}
      validateTrigger="onBlur"
      rules={[
        { required: true, message: say('password.missing') },
        {
          validator: async (_, value: string) => {
            if (!value) return;
            const { problem } = await judgePassword(value, props.person);
            if (problem) throw new Error(labelOf(passwordProblems[problem]));
          },
        },
      ]}
    >
      <Input.Password autoComplete="new-password" maxLength={128} autoFocus={props.autoFocus} />
    </Form.Item>
  );
}

function Strength({ password, person: { name, email } }: { password: string; person: Person }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const asked = useDeferredValue(password);
  const [judged, setJudged] = useState<PasswordJudgement | null>(null);
  useEffect(() => {
    let stale = false;
    if (asked === '') setJudged(null);
    else void judgePassword(asked, { name, email }).then((found) => stale || setJudged(found));
    return () => {
      stale = true;
    };
  }, [asked, name, email]);
  const strength = judged?.strength ?? 0;
  return (
    <span className="strength" role="status">
      <span className={`strength-bar strength-${judged ? strength : 'none'}`} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={judged !== null && strength >= step} />
        ))}
      </span>
      <span>
        {judged === null
          ? say('password.hint')
          : say('password.strength', { words: labelOf(passwordStrengths[strength]!) })}
      </span>
    </span>
  );
}
