import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './locale.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Asks for the password over a page whose session has ended. */
export function SignInAgain({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const say = useWords();
  return (
    <Modal open title={say('expired.title')} footer={null} closable={false} keyboard={false} width={400}>
      <p>{say('expired.text')}</p>
      <SignInForm over onSignedIn={onSignedIn} />
    </Modal>
  );
}
