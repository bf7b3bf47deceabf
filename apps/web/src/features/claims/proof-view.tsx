import { type ClaimPage, openProof } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { failureOf, hrefOf, reach } from '../../shared/client.ts';
import { Failure } from '../../shared/components/notice.tsx';
import { downloadFile } from '../../shared/files.ts';
import { formatBytes } from '../../shared/formats.ts';
import { useWords } from './locale.ts';

/** The proof, fetched when it is asked for, since opening it is recorded: a picture here, a document as a file. */
export function ProofView({ claim, proof }: { claim: string; proof: ClaimPage['proof'] }): ReactNode {
  const say = useWords();
  const [picture, setPicture] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const isPicture = proof.mediaType !== 'application/pdf';
  useEffect(() => () => void (picture && URL.revokeObjectURL(picture)), [picture]);

  async function open(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const input = { params: { id: claim } };
    try {
      if (!isPicture) await downloadFile(openProof, input, proof.fileName);
      else {
        const answer = await reach(hrefOf(openProof, input), { method: 'GET' });
        if (!answer.ok) throw await failureOf(answer);
        setPicture(URL.createObjectURL(await answer.blob()));
      }
    } catch (failed) {
      setProblem(failed);
    }
    setBusy(false);
  }

  return (
    <div className="claims-proof">
      {picture ? (
        <img src={picture} alt={say('proof.alt')} />
      ) : (
        <p>
          <Button loading={busy} onClick={() => void open()}>
            {say(isPicture ? 'proof.open' : 'proof.download')}
          </Button>{' '}
          {proof.fileName} <small>{formatBytes(proof.size)}</small>
        </p>
      )}
      <p className="claims-note">{say('proof.recorded')}</p>
      {problem !== null && <Failure problem={problem} title={say('failed')} />}
    </div>
  );
}
