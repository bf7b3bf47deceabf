import { entityFields, factFields } from '@miaopu/standards';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useMemo } from 'react';
import { Panel } from '../../../../shared/components/page.tsx';
import { heading } from '../../../../shared/field-text.ts';
import { useLanguage } from '../../../../shared/words.ts';
import { useWords } from '../../locale.ts';
import { answers } from '../vocabulary.ts';
import { useDraftForm } from './draft-form-context.ts';
import { BilingualField, ChoiceField, DayField } from './fields.tsx';
import { ListField } from './list-fields.tsx';
import { figure, isOwn, keyOf, type Path, valueAt } from './policy-document.ts';

/** Cases that show the policy at work: what is known of an enterprise, and what has to come out. */
export function SituationsPanel(): ReactNode {
  const say = useWords();
  const { document } = useDraftForm();
  const spoken = useLanguage() === 'en' ? 'en' : 'zh';
  const day = `${new Date().getFullYear() - 1}-12-31`;
  return (
    <Panel title={say('draft.key.situations')} aside={say('draft.situations.help')} id="draft-situations">
      <ListField
        name={say('draft.item.situation')}
        path={['situations']}
        titleOf={(path) => String(valueAt(document, [...path, 'name', spoken]) ?? '')}
        blank={{ name: { zh: '', en: '' }, as_of: day, given: {}, expect: { answer: 'met' } }}
      >
        {(path) => (
          <>
            <BilingualField label={say('draft.situation.name')} path={[...path, 'name']} />
            <DayField label={say('draft.situation.day')} path={[...path, 'as_of']} />
            <ChoiceField
              label={say('draft.situation.answer')}
              path={[...path, 'expect', 'answer']}
              options={answers.map((value) => ({ value, label: say(`draft.answer.${value}`) }))}
            />
            <GivenFields path={[...path, 'given']} />
          </>
        )}
      </ListField>
    </Panel>
  );
}

/** What is known of the enterprise, one datum a line. */
function GivenFields({ path }: { path: Path }): ReactNode {
  const say = useWords();
  const { document, set, locked } = useDraftForm();
  const names = useFieldChoices();
  const given = (valueAt(document, path) ?? {}) as Record<string, unknown>;
  const isFixed = locked || !isOwn(document, path);
  const nameOf = (name: string) => names.find(({ value }) => value === name)?.label ?? name;
  return (
    <div className="draft-field draft-wide draft-given" data-place={keyOf(path)}>
      <span>{say('draft.situation.given')}</span>
      {Object.entries(given).map(([name, value]) => (
        <div key={name}>
          <span>{nameOf(name)}</span>
          <Input
            aria-label={nameOf(name)}
            readOnly={isFixed || (value !== null && typeof value === 'object')}
            value={textOf(value)}
            placeholder={say('draft.situation.unknown')}
            onChange={({ target }) => set([...path, name], typed(target.value))}
          />
          {!isFixed && (
            <Button
              size="small"
              aria-label={say('draft.remove.what', { what: nameOf(name) })}
              onClick={() => set([...path, name], undefined)}
            >
              {say('draft.remove')}
            </Button>
          )}
        </div>
      ))}
      {!isFixed && (
        <Select
          className="draft-insert"
          size="small"
          aria-label={say('draft.situation.add')}
          placeholder={say('draft.situation.add')}
          value={null}
          popupMatchSelectWidth={420}
          showSearch={{ optionFilterProp: 'label' }}
          options={names.filter(({ value }) => !(value in given))}
          onChange={(name: string | null) => name && set([...path, name], null)}
        />
      )}
    </div>
  );
}

function useFieldChoices() {
  const language = useLanguage();
  return useMemo(() => {
    const of = (root: string, fields: Readonly<Record<string, { zh: string; en: string }>>) =>
      Object.entries(fields).map(([code, labels]) => ({
        value: `${root}.${code}`,
        label: `${heading(labels, language)} ${root}.${code}`,
      }));
    return [...of('entity', entityFields), ...of('fact', factFields), ...of('last', factFields)];
  }, [language]);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Nothing is unknown; yes and no are `true` and `false`. */
function typed(text: string): unknown {
  if (text === '') return null;
  return text === 'true' || text === 'false' ? text === 'true' : figure(text);
}
