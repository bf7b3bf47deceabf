import { listPeople, lockPerson, type PersonRow, resetSecondFactor, unlockPerson } from '@miaopu/contract';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../shared/formats.ts';
import { useSession } from '../../shared/session.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { useWords } from './locale.ts';
import { PasswordLink } from './password-link.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

/** What can be done to somebody's account: locked and unlocked, freed of a second factor whose device was lost. */
export function AccountActs({ person }: { person: PersonRow }): ReactNode {
  const say = useWords();
  const { user } = useSession();
  const [asking, setAsking] = useState<'lock' | 'reset' | null>(null);
  const lock = useCommand(lockPerson, [listPeople]);
  const unlock = useCommand(unlockPerson, [listPeople]);
  const reset = useCommand(resetSecondFactor, [listPeople]);
  const { id, name, locked, secondFactor } = person;
  if (id === user.id) return <span className="people-quiet">{say('account.own')}</span>;
  const act = asking === 'reset' ? reset : lock;
  return (
    <>
      {locked && (
        <small className="people-locked">
          {say('account.locked', { by: locked.by, at: formatInstant(locked.at), reason: locked.reason })}
        </small>
      )}
      <span className="people-acts">
        {locked ? (
          <Button
            size="small"
            loading={unlock.isPending}
            onClick={() => unlock.mutate({ params: { id } })}
            aria-label={`${say('unlock')}:${name}`}
          >
            {say('unlock')}
          </Button>
        ) : (
          <Button size="small" onClick={() => setAsking('lock')} aria-label={`${say('lock')}:${name}`}>
            {say('lock')}
          </Button>
        )}
        {secondFactor && (
          <Button size="small" onClick={() => setAsking('reset')} aria-label={`${say('reset')}:${name}`}>
            {say('reset')}
          </Button>
        )}
        {!locked && <PasswordLink person={person} />}
      </span>
      <ReasonDialog
        open={asking !== null}
        title={say(asking === 'reset' ? 'reset.title' : 'lock.title', { name })}
        text={say(asking === 'reset' ? 'reset.text' : 'lock.text')}
        busy={act.isPending}
        problem={act.error}
        onCancel={() => setAsking(null)}
        onConfirm={(reason) =>
          act.mutate({ params: { id }, body: { reason } }, { onSuccess: () => setAsking(null) })
        }
      />
    </>
  );
}
