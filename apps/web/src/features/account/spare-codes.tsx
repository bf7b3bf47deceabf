import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './locale.ts';

/** The spare codes, shown this once: the person keeps them on paper or in a file. */
export function SpareCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }): ReactNode {
  const say = useWords();
  const text = `${say('spare.file.title')}\n\n${codes.join('\n')}\n`;
  const file = `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  return (
    <div>
      <Alert type="success" showIcon title={say('spare.title')} description={say('spare.text')} />
      <ul className="account-spare" aria-label={say('spare.label')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className="account-actions">
        <Button href={file} download={say('spare.file.name')}>
          {say('spare.download')}
        </Button>
        <Button type="primary" onClick={onKept}>
          {say('spare.kept')}
        </Button>
      </div>
    </div>
  );
}
