import { isValidCreditCode } from '@miaopu/standards';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from '../locale.ts';

/** The start: a credit code, which fills in what public registration says, or none. */
export function CodeForm({ onStart }: { onStart: (creditCode: string) => void }): ReactNode {
  const say = useWords();
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const code = typed.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  const wrong = tried && code !== '' && !isValidCreditCode(code);
  return (
    <form
      className="check-card"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (code !== '' && isValidCreditCode(code)) onStart(code);
      }}
    >
      <label htmlFor="check-code">{say('check.code')}</label>
      <Input
        id="check-code"
        size="large"
        autoComplete="off"
        maxLength={24}
        status={wrong ? 'error' : undefined}
        aria-invalid={wrong}
        aria-describedby="check-code-help"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <p id="check-code-help" role={wrong ? 'alert' : undefined}>
        {say(wrong ? 'check.code.wrong' : 'check.code.help')}
      </p>
      <div className="check-buttons">
        <Button type="primary" size="large" htmlType="submit" disabled={code === ''}>
          {say('check.start')}
        </Button>
        <Button size="large" onClick={() => onStart('')}>
          {say('check.start.without')}
        </Button>
      </div>
    </form>
  );
}
