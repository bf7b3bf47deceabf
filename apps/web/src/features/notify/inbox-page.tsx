import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { Page } from '../../shared/components/page.tsx';
import { useFilters } from '../../shared/use-filters.ts';
import { useUnread } from '../../shared/use-unread.ts';
import { ChoicesPanel } from './choices-panel.tsx';
import { useWords } from './locale.ts';
import { MessagesPanel } from './messages-panel.tsx';
import './notify.css';

const parts = ['messages', 'choices'] as const;
type Part = (typeof parts)[number];

/** What a person was told, and by which ways they are told. */
export function InboxPage(): ReactNode {
  const say = useWords();
  const [filters, setFilters] = useFilters({ part: 'messages' });
  const part = parts.find((one) => one === filters.part) ?? 'messages';
  const unread = useUnread();
  return (
    <Page
      narrow
      title={say('inbox.title')}
      aside={
        unread !== undefined && (unread > 0 ? say('inbox.unread', { count: unread }) : say('inbox.all_read'))
      }
    >
      <Segmented<Part>
        className="inbox-parts"
        aria-label={say('inbox.part')}
        value={part}
        onChange={(next) => setFilters({ part: next })}
        options={parts.map((value) => ({ value, label: say(`inbox.part.${value}`) }))}
      />
      {part === 'messages' ? <MessagesPanel /> : <ChoicesPanel />}
    </Page>
  );
}
