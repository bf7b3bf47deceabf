import type { Endpoint } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { InputOf } from '../../../shared/client.ts';
import { Failure } from '../../../shared/components/notice.tsx';
import { downloadFile } from '../../../shared/files.ts';
import { useWords } from '../locale.ts';

/** Downloads what is listed, with its filters; what goes wrong is said beside the button. */
export function DownloadButton<E extends Endpoint>(props: {
  endpoint: E;
  input: InputOf<E>;
  name: string;
  disabled: boolean;
}): ReactNode {
  const say = useWords();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  async function run(): Promise<void> {
    setBusy(true);
    setProblem(null);
    await downloadFile(props.endpoint, props.input, props.name).catch(setProblem);
    setBusy(false);
  }
  return (
    <>
      {problem !== null && <Failure problem={problem} title={say('office.export.failed')} />}
      <Button loading={busy} disabled={props.disabled} onClick={() => void run()}>
        {say('office.export')}
      </Button>
    </>
  );
}
