import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { useWords } from './locale.ts';

/** Says that what was typed before is back, and lets it go. */
export function RestoredDraft({ onDrop }: { onDrop: () => void }): ReactNode {
  const say = useWords();
  const [shown, setShown] = useState(true);
  if (!shown) return null;
  return (
    <Alert
      type="info"
      title={say('form.draft')}
      style={{ marginBottom: 16 }}
      action={
        <Button
          size="small"
          onClick={() => {
            setShown(false);
            onDrop();
          }}
        >
          {say('form.draft.drop')}
        </Button>
      }
    />
  );
}
