import {
  claimEntity,
  claimStateNames,
  largestProof,
  listOwnClaims,
  type OwnClaim,
  withdrawClaim,
} from '@miaopu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input } from 'antd';
import { type ReactNode, useRef, useState } from 'react';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { Page, Panel } from '../../shared/components/page.tsx';
import { uploadFile } from '../../shared/files.ts';
import { formatBytes, formatInstant } from '../../shared/formats.ts';
import { useSession } from '../../shared/session.ts';
import { keyOf, useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import './claims.css';

/** 认领企业: which enterprise is mine, with the licence as proof; below it what became of former claims. */
export function ClaimPage(): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(listOwnClaims, {}, { refetchInterval: 60_000 });
  return (
    <Page title={say('title')} narrow>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!data && !error && <Bones rows={3} height={64} />}
      {data && data.rows.length > 0 && (
        <Panel title={say('mine.title')}>
          <ul className="claims-own">
            {data.rows.map((claim) => (
              <Row key={claim.id} claim={claim} />
            ))}
          </ul>
        </Panel>
      )}
      <ClaimForm />
    </Page>
  );
}

function Row({ claim }: { claim: OwnClaim }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const { memberships } = useSession();
  const withdraw = useCommand(withdrawClaim, [listOwnClaims]);
  const { id, entityName, creditCode, state, claimedAt, decidedAt, reason } = claim;
  const isNew = state === 'approved' && memberships.length === 0;
  return (
    <li>
      <p>
        <b>{entityName}</b>
        <small>
          {creditCode} · {say('mine.claimed', { at: formatInstant(claimedAt) })}
        </small>
      </p>
      <p className={`claims-state claims-${state}`}>
        {labelOf(claimStateNames[state])}
        {decidedAt && <small>{formatInstant(decidedAt)}</small>}
      </p>
      {state === 'waiting' && <p className="claims-note">{say('mine.waiting')}</p>}
      {reason && <p className="claims-note">{say('mine.reason', { reason })}</p>}
      {isNew && (
        <Button type="primary" onClick={() => window.location.assign('/e')}>
          {say('mine.enter')}
        </Button>
      )}
      {state === 'waiting' && (
        <Button
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ params: { id } })}
          aria-label={`${say('mine.withdraw')}:${entityName}`}
        >
          {say('mine.withdraw')}
        </Button>
      )}
      {withdraw.error && <Failure problem={withdraw.error} title={say('failed')} />}
    </li>
  );
}

type Sending = { readonly sent: number; readonly problem: unknown };

function ClaimForm(): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [form] = Form.useForm<{ creditCode: string }>();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const busy = sending !== null && sending.problem === null;

  function choose(chosen: File | undefined): void {
    const tooLarge = chosen !== undefined && chosen.size > largestProof;
    setMissing(tooLarge ? say('proof.too_large', { limit: formatBytes(largestProof) }) : null);
    setFile(tooLarge ? null : (chosen ?? null));
  }

  async function submit({ creditCode }: { creditCode: string }): Promise<void> {
    if (file === null) return setMissing(say('proof.missing'));
    setSending({ sent: 0, problem: null });
    try {
      await uploadFile(claimEntity, { query: { creditCode: creditCode.trim() } }, file, {
        onProgress: (sent, total) => setSending({ sent: sent / total, problem: null }),
      });
      setSending(null);
      setFile(null);
      if (input.current) input.current.value = '';
      form.resetFields();
      void message.success(say('sent'));
      await queries.invalidateQueries({ queryKey: keyOf(listOwnClaims) });
    } catch (problem) {
      setSending({ sent: 0, problem });
    }
  }

  return (
    <Panel title={say('form.title')}>
      <p className="claims-note">{say('form.text')}</p>
      <Form<{ creditCode: string }>
        form={form}
        layout="vertical"
        requiredMark={false}
        disabled={busy}
        className="claims-form"
        onFinish={(values) => void submit(values)}
      >
        <Form.Item
          name="creditCode"
          label={say('code')}
          rules={[{ required: true, whitespace: true, min: 15, message: say('code.missing') }]}
        >
          <Input maxLength={30} autoComplete="off" placeholder="91331004…" />
        </Form.Item>
        <Form.Item
          label={say('proof')}
          extra={say('proof.hint', { limit: formatBytes(largestProof) })}
          validateStatus={missing ? 'error' : undefined}
          help={missing ?? undefined}
        >
          <input
            ref={input}
            type="file"
            className="claims-input"
            tabIndex={-1}
            aria-label={say('proof')}
            accept="image/jpeg,image/png,application/pdf"
            onChange={({ target }) => choose(target.files?.[0])}
          />
          <Button onClick={() => input.current?.click()}>
            {say(file ? 'proof.another' : 'proof.choose')}
          </Button>
          {file && (
            <span className="claims-file">
              {file.name} <small>{formatBytes(file.size)}</small>
            </span>
          )}
        </Form.Item>
        {sending?.problem != null && <Failure problem={sending.problem} title={say('failed')} />}
        <Button type="primary" htmlType="submit" loading={busy}>
          {busy ? say('sending', { percent: Math.round(sending.sent * 100) }) : say('send')}
        </Button>
      </Form>
    </Panel>
  );
}
