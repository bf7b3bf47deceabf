import {
  approveClaim,
  type ClaimPage,
  claimStateNames,
  getClaim,
  listClaims,
  openPersonal,
  type Role,
  refuseClaim,
} from '@miaopu/contract';
import { App, Button, Drawer, Form, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Bones } from '../../shared/components/bones.tsx';
import { Failure } from '../../shared/components/notice.tsx';
import { useFieldText } from '../../shared/field-text.ts';
import { dash, formatDay, formatInstant } from '../../shared/formats.ts';
import { useRoleName } from '../../shared/roles.ts';
import { useTownName } from '../../shared/session.ts';
import { useCommand, useEndpoint } from '../../shared/use-endpoint.ts';
import { useLabel } from '../../shared/words.ts';
import { useWords } from './locale.ts';
import { ProofView } from './proof-view.tsx';

/** One claim: what is claimed beside what is registered, the proof, and the office's word. */
export function ClaimDrawer({ id, onClose }: { id: string | null; onClose: () => void }): ReactNode {
  const say = useWords();
  const { data, error, refetch } = useEndpoint(
    getClaim,
    { params: { id: id ?? '' } },
    { enabled: id !== null },
  );
  const shown = id !== null && data?.claim.id === id ? data : undefined;
  return (
    <Drawer
      open={id !== null}
      onClose={onClose}
      size={640}
      title={shown?.claim.entityName ?? say('office.title')}
    >
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!shown && !error && <Bones rows={8} height={28} />}
      {shown && <Claim key={shown.claim.id} page={shown} onDecided={onClose} />}
    </Drawer>
  );
}

function Claim({ page, onDecided }: { page: ClaimPage; onDecided: () => void }): ReactNode {
  const say = useWords();
  const labelOf = useLabel();
  const roleName = useRoleName();
  const { claim, entity, members, proof } = page;
  return (
    <div className="claims-detail">
      <h3>{say('claimed')}</h3>
      <dl className="claims-facts">
        <Fact name={say('column.claimant')}>{`${claim.claimant.name} · ${claim.claimant.email}`}</Fact>
        <Fact name={say('column.code')}>{claim.creditCode}</Fact>
        <Fact name={say('column.at')}>{formatInstant(claim.claimedAt)}</Fact>
        <Fact name={say('column.state')}>
          {labelOf(claimStateNames[claim.state])}
          {claim.decidedBy && ` · ${claim.decidedBy} · ${formatInstant(claim.decidedAt)}`}
        </Fact>
        {claim.reason && <Fact name={say('column.reason')}>{claim.reason}</Fact>}
      </dl>
      <h3>{say('registered')}</h3>
      <Registered entity={entity} />
      <p className={members.length > 0 ? 'claims-warn' : 'claims-note'}>
        {members.length > 0
          ? say('members', {
              names: members.map(({ name, role }) => `${name}（${roleName(role as Role)}）`).join('、'),
            })
          : say('members.none')}
      </p>
      <h3>{say('proof')}</h3>
      <ProofView claim={claim.id} proof={proof} />
      {claim.state === 'waiting' && <Decision page={page} onDecided={onDecided} />}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What the registry says; the legal representative's name is opened with a reason. */
function Registered({ entity }: { entity: ClaimPage['entity'] }): ReactNode {
  const say = useWords();
  const textOf = useFieldText();
  const townName = useTownName();
  const [opened, setOpened] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  const open = useCommand(openPersonal);
  const { id, versionId, legalRepresentative } = entity;
  function submit({ reason }: { reason: string }): void {
    open.mutate(
      { params: { id }, body: { versionId, reason: reason.trim() } },
      {
        onSuccess: ({ fields }) => {
          setOpened(fields.legal_representative ?? dash);
          setAsks(false);
        },
      },
    );
  }
  return (
    <>
      <dl className="claims-facts">
        <Fact name={say('column.entity')}>
          <Link to={`/g/registry/${id}`}>{entity.name}</Link>
        </Fact>
        <Fact name={say('column.code')}>{entity.creditCode ?? dash}</Fact>
        <Fact name={say('town')}>{townName(entity.town) ?? dash}</Fact>
        <Fact name={say('status')}>{textOf('status', entity.status)}</Fact>
        <Fact name={say('established')}>{formatDay(entity.establishedOn)}</Fact>
        <Fact name={say('legal')}>
          {opened ?? legalRepresentative ?? dash}{' '}
          {legalRepresentative && opened === null && !asks && (
            <Button size="small" type="link" onClick={() => setAsks(true)}>
              {say('legal.open')}
            </Button>
          )}
        </Fact>
      </dl>
      {asks && (
        <Form<{ reason: string }>
          layout="inline"
          initialValues={{ reason: say('legal.reason') }}
          onFinish={submit}
          disabled={open.isPending}
        >
          <Form.Item
            name="reason"
            label={say('reason')}
            rules={[{ required: true, whitespace: true, min: 2, message: say('reason.missing') }]}
          >
            <Input maxLength={200} />
          </Form.Item>
          <Button htmlType="submit" loading={open.isPending}>
            {say('legal.open')}
          </Button>
        </Form>
      )}
      {open.error && <Failure problem={open.error} title={say('failed')} />}
    </>
  );
}

/** Approves, or refuses with the reason that the claimant reads. */
function Decision({ page, onDecided }: { page: ClaimPage; onDecided: () => void }): ReactNode {
  const say = useWords();
  const { message } = App.useApp();
  const [refusing, setRefusing] = useState(false);
  const approve = useCommand(approveClaim, [listClaims, getClaim]);
  const refuse = useCommand(refuseClaim, [listClaims, getClaim]);
  const params = { id: page.claim.id };
  const problem = approve.error ?? refuse.error;
  const done = (words: 'approved' | 'refused') => () => {
    void message.success(say(words));
    onDecided();
  };
  return (
    <footer className="claims-decision">
      {problem && <Failure problem={problem} title={say('failed')} />}
      {refusing ? (
        <Form<{ reason: string }>
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }) =>
            refuse.mutate({ params, body: { reason: reason.trim() } }, { onSuccess: done('refused') })
          }
        >
          <Form.Item
            name="reason"
            label={say('refuse.reason')}
            rules={[{ required: true, whitespace: true, min: 2, message: say('reason.missing') }]}
          >
            <Input.TextArea autoFocus rows={3} maxLength={500} placeholder={say('refuse.example')} />
          </Form.Item>
          <Button danger htmlType="submit" loading={refuse.isPending}>
            {say('refuse')}
          </Button>{' '}
          <Button onClick={() => setRefusing(false)}>{say('cancel')}</Button>
        </Form>
      ) : (
        <>
          <p className="claims-note">{say('approve.text', { name: page.claim.claimant.name })}</p>
          <Button
            type="primary"
            loading={approve.isPending}
            onClick={() => approve.mutate({ params }, { onSuccess: done('approved') })}
          >
            {say('approve')}
          </Button>{' '}
          <Button onClick={() => setRefusing(true)}>{say('refuse')}</Button>
        </>
      )}
    </footer>
  );
}
