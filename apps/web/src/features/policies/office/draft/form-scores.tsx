import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Panel } from '../../../../shared/components/page.tsx';
import { sumOf } from '../../../../shared/formats.ts';
import { useWords } from '../../locale.ts';
import { useDraftForm } from './draft-form-context.ts';
import { BilingualField, FigureField, Problems, TextField } from './fields.tsx';
import { ListField, NamedField } from './list-fields.tsx';
import { keyOf, type Path, valueAt } from './policy-document.ts';
import { RuleField } from './rule-field.tsx';

/** Scoring tables: groups of items, each with the conditions that give points; the first that is met counts. */
export function ScoresPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.key.scores')} aside={say('draft.scores.help')} id="draft-scores">
      <NamedField
        name={say('draft.item.score_group')}
        path={['scores', 'groups']}
        prefix="score"
        blank={{ zh: '', en: '', items: [blankItem] }}
      >
        {(path) => <GroupFields path={path} />}
      </NamedField>
    </Panel>
  );
}

const blankBand = { when: '', points: 0 };
const blankItem = { id: '', zh: '', en: '', cites: '', bands: [blankBand] };

function GroupFields({ path }: { path: Path }): ReactNode {
  const say = useWords();
  const { document } = useDraftForm();
  const items = listAt(valueAt(document, [...path, 'items']));
  const most = sumOf(items.map(mostOf));
  return (
    <>
      <BilingualField label={say('draft.words')} path={path} />
      <p className="draft-words draft-wide">{say('draft.scores.most', { points: most })}</p>
      <ListField
        name={say('draft.item.score_item')}
        path={[...path, 'items']}
        blank={blankItem}
        titleOf={(at) => {
          const item = valueAt(document, at) as { zh?: unknown } | undefined;
          const name = typeof item?.zh === 'string' ? item.zh : '';
          return name && `${name} · ${say('draft.scores.most', { points: mostOf(item) })}`;
        }}
      >
        {(at) => (
          <>
            <TextField label={say('draft.id')} path={[...at, 'id']} code />
            <TextField label={say('draft.cites')} path={[...at, 'cites']} />
            <BilingualField label={say('draft.words')} path={at} />
            <BandTable path={at} />
          </>
        )}
      </ListField>
    </>
  );
}

/** The conditions of an item with their points, best first, and what all others get. */
function BandTable({ path }: { path: Path }): ReactNode {
  const say = useWords();
  const { document, set, add, locked } = useDraftForm();
  const bands = [...path, 'bands'];
  const count = listAt(valueAt(document, bands)).length;
  return (
    <div className="draft-wide" data-place={keyOf(bands)}>
      <table className="draft-bands">
        <thead>
          <tr>
            <th scope="col">{say('draft.band.when')}</th>
            <th scope="col">{say('draft.band.points')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a band is its place in the text
            <tr key={index}>
              <td>
                <RuleField label={say('draft.band.when')} path={[...bands, index, 'when']} words={null} />
              </td>
              <td>
                <FigureField label={say('draft.band.points')} path={[...bands, index, 'points']} />
              </td>
              <td>
                {!locked && count > 1 && (
                  <Button
                    size="small"
                    aria-label={say('draft.remove.what', {
                      what: say('draft.band.number', { number: index + 1 }),
                    })}
                    onClick={() => set([...bands, index], undefined)}
                  >
                    {say('draft.remove')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{say('draft.band.otherwise')}</th>
            <td>
              <FigureField
                label={say('draft.band.otherwise')}
                path={[...path, 'otherwise']}
                onChange={(points) => set([...path, 'otherwise'], points)}
              />
            </td>
            <td />
          </tr>
        </tbody>
      </table>
      <Problems path={bands} />
      {!locked && <Button onClick={() => add(bands, blankBand)}>{say('draft.band.add')}</Button>}
    </div>
  );
}

function listAt(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The most points that an item can give, as decimal text; what is no figure yet gives none. */
function mostOf(item: unknown): string {
  const { bands, otherwise } = (item ?? {}) as { bands?: unknown; otherwise?: unknown };
  const points = listAt(bands).map((band) => (band as { points?: unknown } | null)?.points);
  return [...points, otherwise]
    .map(pointsOf)
    .reduce((one, other) => (Number(other) > Number(one) ? other : one));
}

function pointsOf(value: unknown): string {
  return /^\d+(\.\d+)?$/.test(String(value)) ? String(value) : '0';
}
