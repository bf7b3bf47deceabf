import { createPolicyDraft, listPolicyLibrary, type PolicyPage as Policy } from '@miaopu/contract';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { Failure } from '../../../../shared/components/notice.tsx';
import { useMay } from '../../../../shared/session.ts';
import { useCommand } from '../../../../shared/use-endpoint.ts';
import { useWords } from '../../locale.ts';
import { draftPath } from '../paths.ts';

/** Begins the policy's next version, or goes on with the one that somebody has begun. */
export function AmendButton({ policy }: { policy: Policy }): ReactNode {
  const say = useWords();
  const navigate = useNavigate();
  const { id, contact } = policy.card;
  const mayEdit = useMay('policy.edit', { unit: contact?.id ?? null });
  const create = useCommand(createPolicyDraft, [listPolicyLibrary]);
  if (!mayEdit) return null;
  return (
    <>
      {create.error && <Failure problem={create.error} title={say('office.new.failed')} />}
      <Button
        type="primary"
        loading={create.isPending}
        onClick={() =>
          create.mutate(
            { body: { policy: id } },
            { onSuccess: (draft) => void navigate(draftPath(draft.id)) },
          )
        }
      >
        {say('office.amend')}
      </Button>
    </>
  );
}
