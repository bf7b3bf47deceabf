import type { ReactNode } from 'react';
import { Panel } from '../../../../shared/components/page.tsx';
import { useWords } from '../../locale.ts';
import { benefitKinds, units } from '../vocabulary.ts';
import { useDraftForm } from './draft-form-context.ts';
import { BilingualField, CheckField, ChoiceField, DayField, FigureField, TextField } from './fields.tsx';
import { GroupField } from './library-fields.tsx';
import { ListField, NamedField } from './list-fields.tsx';
import { type Path, valueAt } from './policy-document.ts';
import { RuleField } from './rule-field.tsx';

/** The numbers of the law, each with the days from which its values hold. */
export function ParametersPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.key.parameters')} aside={say('draft.parameters.help')} id="draft-parameters">
      <NamedField
        name={say('draft.item.parameter')}
        path={['parameters']}
        prefix="param"
        blank={{ zh: '', en: '', values: [] }}
      >
        {(path) => (
          <>
            <ChoiceField
              label={say('draft.unit')}
              path={[...path, 'unit']}
              options={units.map((value) => ({ value, label: say(`draft.unit.${value}`) }))}
              optional
            />
            <BilingualField label={say('draft.words')} path={path} />
            <ValuesField path={path} />
          </>
        )}
      </NamedField>
    </Panel>
  );
}

function ValuesField({ path }: { path: Path }): ReactNode {
  const say = useWords();
  const { document } = useDraftForm();
  const unit = units.find((one) => one === valueAt(document, [...path, 'unit']));
  return (
    <ListField
      name={say('draft.item.value')}
      path={[...path, 'values']}
      blank={{ from: `${new Date().getFullYear()}-01-01`, value: 0 }}
    >
      {(at) => (
        <>
          <DayField label={say('draft.value.from')} path={[...at, 'from']} />
          <FigureField
            label={say('draft.value')}
            path={[...at, 'value']}
            unit={unit && say(`draft.unit.${unit}`)}
          />
        </>
      )}
    </ListField>
  );
}

/** Parts of rules with a name of their own. */
export function TermsPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.key.terms')} aside={say('draft.terms.help')} id="draft-terms">
      <NamedField
        name={say('draft.item.term')}
        path={['terms']}
        prefix="term"
        blank={{ zh: '', en: '', rule: '' }}
      >
        {(path) => (
          <>
            <BilingualField label={say('draft.words')} path={path} />
            <RuleField label={say('draft.rule')} path={[...path, 'rule']} words={null} />
          </>
        )}
      </NamedField>
    </Panel>
  );
}

export function ConditionsPanel(): ReactNode {
  const say = useWords();
  const { document, explained } = useDraftForm();
  return (
    <Panel title={say('draft.key.conditions')} aside={say('draft.conditions.help')} id="draft-conditions">
      <div className="draft-fields">
        <RuleField label={say('draft.key.applies')} path={['applies']} words={explained?.applies} optional />
      </div>
      <ListField
        name={say('draft.item.condition')}
        path={['conditions']}
        blank={{ id: '', cites: '', rule: '' }}
      >
        {(path) => {
          const id = valueAt(document, [...path, 'id']);
          const isJudged = valueAt(document, [...path, 'judge']) !== undefined;
          return (
            <>
              <TextField label={say('draft.id')} path={[...path, 'id']} code />
              <TextField label={say('draft.cites')} path={[...path, 'cites']} />
              {isJudged ? (
                <BilingualField label={say('draft.judge')} path={[...path, 'judge']} />
              ) : (
                <RuleField
                  label={say('draft.rule')}
                  path={[...path, 'rule']}
                  words={explained?.conditions.find((one) => one.id === id)?.words}
                />
              )}
              <JudgedField path={path} isJudged={isJudged} />
              <CheckField label={say('draft.fixed')} path={[...path, 'fixed']} />
            </>
          );
        }}
      </ListField>
    </Panel>
  );
}

/** Whether a rule decides the condition or a person. */
function JudgedField({ path, isJudged }: { path: Path; isJudged: boolean }): ReactNode {
  const say = useWords();
  const { document, set } = useDraftForm();
  const change = (judged: boolean) => {
    const { rule: _, judge: __, ...rest } = valueAt(document, path) as Record<string, unknown>;
    set(path, judged ? { ...rest, judge: { zh: '', en: '' } } : { ...rest, rule: '' });
  };
  return (
    <CheckField
      label={say('draft.is_judged')}
      path={[...path, 'judge']}
      checked={isJudged}
      onChange={change}
    />
  );
}

export function BenefitsPanel(): ReactNode {
  const say = useWords();
  const { document, explained } = useDraftForm();
  return (
    <Panel title={say('draft.key.benefits')} aside={say('draft.benefits.help')} id="draft-benefits">
      <ListField
        name={say('draft.item.benefit')}
        path={['benefits']}
        blank={{ id: '', zh: '', en: '', cites: '', kind: 'subsidy' }}
      >
        {(path) => {
          const id = valueAt(document, [...path, 'id']);
          return (
            <>
              <TextField label={say('draft.id')} path={[...path, 'id']} code />
              <TextField label={say('draft.cites')} path={[...path, 'cites']} />
              <BilingualField label={say('draft.words')} path={path} />
              <ChoiceField
                label={say('draft.benefit.kind')}
                path={[...path, 'kind']}
                options={benefitKinds.map((value) => ({ value, label: say(`draft.benefit.${value}`) }))}
              />
              <GroupField
                label={say('draft.exclusive')}
                path={[...path, 'exclusive']}
                of="exclusive"
                placeholder="cit/first-million"
              />
              <CapField path={[...path, 'cap']} />
              {valueAt(document, [...path, 'cap']) !== undefined && (
                <GroupField
                  label={say('draft.cap.shared')}
                  path={[...path, 'cap', 'shared']}
                  of="shared"
                  placeholder="rise/rewards"
                />
              )}
              <RuleField
                label={say('draft.amount')}
                path={[...path, 'amount']}
                words={explained?.benefits.find((one) => one.id === id)?.words}
                optional
              />
            </>
          );
        }}
      </ListField>
    </Panel>
  );
}

/** The most that an enterprise gets of it in a year; left empty there is no such limit. */
function CapField({ path }: { path: Path }): ReactNode {
  const say = useWords();
  const { document, set } = useDraftForm();
  const cap = valueAt(document, path) as object | undefined;
  return (
    <FigureField
      label={say('draft.cap')}
      path={[...path, 'amount']}
      unit={say('draft.unit.yuan')}
      onChange={(amount) =>
        set(path, amount === undefined ? undefined : { per: 'enterprise_year', ...cap, amount })
      }
    />
  );
}
