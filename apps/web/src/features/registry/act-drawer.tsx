import { changeEntity, correctEntity, getEntity, listEntities, suggestEntities } from '@miaopu/contract';
import { Form } from 'antd';
import { type ReactNode, useState } from 'react';
import { CallFailed } from '../../shared/client.ts';
import { useCommand } from '../../shared/use-endpoint.ts';
import { type ActKind, type Draft, keepDraft, statedFields } from './act-draft.ts';
import { ActForm } from './act-form.tsx';
import { ActFrame } from './act-frame.tsx';
import { type Contested, EntityConflict } from './entity-conflict.tsx';
import { compareInstants, type Version } from './history.ts';
import type { Entity } from './knowledge.ts';
import { useWords } from './locale.ts';

const refreshed = [getEntity, listEntities, suggestEntities];

/** Present knowledge of an entity, newest days first. */
function presentVersions(entity: Entity): Version[] {
  return entity.versions
    .filter((version) => version.recordedTo === null)
    .sort((a, b) => b.validFrom.localeCompare(a.validFrom));
}

function useAct(kind: ActKind, entityId: string) {
  const change = useCommand(changeEntity, refreshed);
  const correct = useCommand(correctEntity, refreshed);
  const running = kind === 'change' ? change : correct;
  async function send(draft: Draft, versionId: string): Promise<void> {
    const params = { id: entityId };
    const said = {
      fields: statedFields(draft),
      reason: draft.reason?.trim() ?? '',
      evidence: draft.evidence?.trim() || null,
    };
    if (kind === 'change') {
      const body = { ...said, effectiveOn: draft.effectiveOn ?? '', basedOn: versionId };
      await change.mutateAsync({ params, body });
    } else {
      await correct.mutateAsync({ params, body: { ...said, versionId } });
    }
  }
  return { send, busy: running.isPending };
}

/**
 * What to write upon after someone else saved: for a change what they said last, for a correction the version that
 * stands today where the one to correct stood.
 */
function findGround(kind: ActKind, entity: Entity, seen: Version) {
  const versions = presentVersions(entity);
  // Versions that an act merely cut short keep their older source; the newest source is the act itself.
  const latest = versions.toSorted((a, b) => compareInstants(b.source.recordedAt, a.source.recordedAt))[0];
  const heir = versions.find((version) => version.validFrom <= seen.validFrom);
  const theirs = kind === 'change' ? latest : heir;
  return latest && theirs ? { latest, theirs } : null;
}

/**
 * The drawer of one act on an entity: a change of the world or a correction of our record, told apart by title,
 * colour, sentence and questions. A save that comes second is answered with both versions and both ways on.
 */
export function ActDrawer(props: {
  kind: ActKind;
  entity: Entity;
  /** Reads the entity again, after someone else saved. */
  onReload: () => Promise<Entity | undefined>;
  onSwitch: (kind: ActKind) => void;
  onClose: () => void;
  /** Told what was done, in words. */
  onDone: (text: string) => void;
}): ReactNode {
  const say = useWords();
  const { kind, entity } = props;
  // The entity as it was when the form was opened: what is typed is about that.
  const [seen] = useState(entity);
  const [form] = Form.useForm<Draft>();
  const [problem, setProblem] = useState<unknown>(null);
  const [conflict, setConflict] = useState<Contested | null>(null);
  const { send, busy } = useAct(kind, entity.id);
  const versions = presentVersions(seen);
  const current = seen.current ?? versions[0]!;
  const close = props.onClose;

  async function submit(draft: Draft, onto?: Version): Promise<void> {
    setProblem(null);
    const chosen = versions.find((version) => version.versionId === draft.versionId) ?? current;
    const based = kind === 'change' ? current : chosen;
    try {
      await send(draft, (onto ?? based).versionId);
      keepDraft(kind, entity.id, null);
      props.onDone(say(`${kind}.done`));
    } catch (failure) {
      if (failure instanceof CallFailed && failure.code === 'registry.superseded') {
        const fresh = await props.onReload();
        const ground = fresh && findGround(kind, fresh, based);
        if (ground) {
          setConflict({ draft, seen: based, ...ground });
          return;
        }
      }
      setProblem(failure);
    }
  }

  const other = kind === 'change' ? 'correct' : 'change';
  return (
    <ActFrame
      tone={kind}
      words={{
        title: say(`${kind}.title`),
        lead: say(`${kind}.lead`),
        more: say(`${kind}.lead.more`),
        submit: say(`${kind}.submit`),
      }}
      switches={[{ label: say(`${kind}.switch`), onClick: () => props.onSwitch(other) }]}
      busy={busy}
      problem={problem}
      withoutFooter={conflict !== null}
      onSubmit={() => form.submit()}
      onClose={close}
    >
      {conflict && (
        <EntityConflict
          {...conflict}
          busy={busy}
          onKeepMine={() => void submit(conflict.draft, conflict.theirs)}
          onKeepTheirs={() => {
            keepDraft(kind, entity.id, null);
            close();
          }}
        />
      )}
      <div hidden={conflict !== null}>
        <ActForm
          kind={kind}
          entityId={entity.id}
          versions={versions}
          versionId={current.versionId}
          today={seen.asOf}
          form={form}
          onSubmit={(draft) => void submit(draft)}
        />
      </div>
    </ActFrame>
  );
}
