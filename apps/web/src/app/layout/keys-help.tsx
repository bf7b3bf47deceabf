import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../locale.ts';
import { routes } from '../routes.ts';

/** The list of keys. */
export function KeysHelp({ onClose }: { onClose: () => void }): ReactNode {
  const say = useWords();
  const jumps = routes.flatMap((route) =>
    route.rail ? [{ keys: ['g', route.rail.letter], what: say('keys.go', { place: say(route.label) }) }] : [],
  );
  const keys = [
    { keys: ['/'], what: say('keys.search') },
    ...jumps,
    { keys: ['?'], what: say('keys.help') },
    { keys: ['Esc'], what: say('keys.close') },
  ];
  return (
    <Modal open onCancel={onClose} footer={null} title={say('keys.title')} width={420}>
      <dl className="keys">
        {keys.map(({ keys: pressed, what }) => (
          <div key={what}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
