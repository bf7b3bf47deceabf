import { getEntity, listDuplicates, listEntities, suggestEntities, undoMerge } from '@miaopu/contract';
import { Button, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { Failure } from '../../shared/components/notice.tsx';
import { Panel } from '../../shared/components/page.tsx';
import { formatInstant } from '../../shared/formats.ts';
import { useMay } from '../../shared/session.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { entityPath } from './entity-columns.tsx';
import type { Entity } from './knowledge.ts';
import { useWords } from './locale.ts';

type Merge = Entity['merges'][number];

function UndoDialog(props: { merge: Merge; onClose: () => void; onDone: (text: string) => void }): ReactNode {
  const say = useWords();
  const undo = useCommand(undoMerge, [getEntity, listEntities, listDuplicates, suggestEntities]);
  async function submit(): Promise<void> {
    await undo.mutateAsync({ params: { mergeId: props.merge.mergeId } });
    props.onDone(say('merges.undo.done'));
  }
  return (
    <Modal
      open
      title={say('merges.undo.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="cancel" onClick={props.onClose}>
          {say('form.cancel')}
        </Button>,
        <Button
          key="undo"
          type="primary"
          loading={undo.isPending}
          onClick={() => void submit().catch(() => undefined)}
        >
          {say('merges.undo.submit')}
        </Button>,
      ]}
    >
      <p>{say('merges.undo.text', { name: props.merge.absorbedName })}</p>
      {undo.error && (
        <Failure problem={undo.error} title={say('form.failed')} where={say('merges.undo.title')} />
      )}
    </Modal>
  );
}

/** The merges that an entity took part in, each with its way back. */
export function Merges({ entity, onDone }: { entity: Entity; onDone: (text: string) => void }): ReactNode {
  const say = useWords();
  const mayUndo = useMay('registry.edit');
  const [undoing, setUndoing] = useState<Merge | null>(null);
  if (entity.merges.length === 0) return null;
  return (
    <Panel title={say('merges.title')}>
      <ul className="merges">
        {entity.merges.map((merge) => {
          const absorbed = merge.absorbedId === entity.id;
          const meta = { by: merge.mergedBy, at: formatInstant(merge.mergedAt), reason: merge.reason };
          return (
            <li key={merge.mergeId}>
              <div>
                <b>
                  {absorbed
                    ? say('merges.line.absorbed', { id: merge.keptId })
                    : say('merges.line', { name: merge.absorbedName })}
                </b>
                <small>{say('merges.meta', meta)}</small>
                {merge.undoneAt && (
                  <small>{say('merges.undone', { at: formatInstant(merge.undoneAt) })}</small>
                )}
              </div>
              {absorbed && !merge.undoneAt && (
                <Link to={entityPath(merge.keptId)}>{say('merges.open_kept')}</Link>
              )}
              {mayUndo && !merge.undoneAt && (
                <Button onClick={() => setUndoing(merge)}>{say('merges.undo')}</Button>
              )}
            </li>
          );
        })}
      </ul>
      {undoing && (
        <UndoDialog
          merge={undoing}
          onClose={() => setUndoing(null)}
          onDone={(text) => {
            setUndoing(null);
            onDone(text);
          }}
        />
      )}
    </Panel>
  );
}
