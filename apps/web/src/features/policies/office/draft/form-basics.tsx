import type { ReactNode } from 'react';
import { Panel } from '../../../../shared/components/page.tsx';
import { useWords } from '../../locale.ts';
import { useContacts } from '../units.ts';
import { categories, certainties, channels, kinds, levels } from '../vocabulary.ts';
import { BilingualField, CheckField, ChoiceField, DayField, TextField } from './fields.tsx';
import { PoliciesField } from './library-fields.tsx';
import { ListField } from './list-fields.tsx';

const both = { zh: '', en: '' };

/** What it is called, what it says in short, how it is classed, and how long it holds. */
export function BasicsPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.section.basics')} id="draft-basics">
      <div className="draft-fields">
        <BilingualField label={say('draft.key.title')} path={['title']} />
        <BilingualField label={say('draft.key.summary')} path={['summary']} rows={3} />
        <BilingualField label={say('draft.key.audience')} path={['audience']} />
        <ChoiceField
          label={say('facet.level')}
          path={['level']}
          options={levels.map((value) => ({ value, label: say(`level.${value}`) }))}
        />
        <ChoiceField
          label={say('facet.category')}
          path={['category']}
          options={categories.map((value) => ({ value, label: say(`category.${value}`) }))}
        />
        <ChoiceField
          label={say('facet.kind')}
          path={['kind']}
          options={kinds.map((value) => ({ value, label: say(`kind.${value}`) }))}
        />
        <DayField label={say('draft.from')} path={['in_force', 'from']} />
        <DayField label={say('draft.to')} path={['in_force', 'to']} optional />
        <ChoiceField
          label={say('draft.key.certainty')}
          path={['certainty']}
          options={certainties.map((value) => ({ value, label: say(`draft.certainty.${value}`) }))}
        />
      </div>
      <h3>{say('draft.key.to_confirm')}</h3>
      <ListField name={say('draft.item.to_confirm')} path={['to_confirm']} blank={both}>
        {(path) => <BilingualField label={say('draft.words')} path={path} />}
      </ListField>
    </Panel>
  );
}

export function DocumentsPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.key.documents')} id="draft-documents">
      <ListField
        name={say('draft.item.document')}
        path={['documents']}
        blank={{ number: '', title: '', issuer: '' }}
      >
        {(path) => (
          <>
            <TextField label={say('draft.document.number')} path={[...path, 'number']} />
            <TextField label={say('draft.document.issuer')} path={[...path, 'issuer']} />
            <TextField label={say('draft.document.title')} path={[...path, 'title']} rows={1} />
          </>
        )}
      </ListField>
    </Panel>
  );
}

/** How it is got, from whom, and what to bring. */
export function HandlingPanel(): ReactNode {
  const say = useWords();
  const contacts = useContacts();
  return (
    <Panel title={say('draft.section.handling')} id="draft-handling">
      <div className="draft-fields">
        <ChoiceField
          label={say('facet.channel')}
          path={['channel']}
          options={channels.map((value) => ({ value, label: say(`channel.${value}`) }))}
        />
        <ChoiceField label={say('draft.key.contact')} path={['contact']} options={contacts} />
      </div>
      <h3>{say('draft.key.materials')}</h3>
      <ListField name={say('draft.item.material')} path={['materials']} blank={both}>
        {(path) => (
          <>
            <BilingualField label={say('draft.words')} path={path} />
            <ChoiceField
              label={say('draft.held_by')}
              path={[...path, 'held_by']}
              options={contacts}
              optional
            />
          </>
        )}
      </ListField>
    </Panel>
  );
}

/** How it goes together with other benefits, and what a local subsidy has to show. */
export function StacksPanel(): ReactNode {
  const say = useWords();
  return (
    <Panel title={say('draft.section.stacks')} id="draft-stacks">
      <div className="draft-fields">
        <PoliciesField label={say('draft.replaces')} path={['replaces']} />
        <PoliciesField label={say('draft.conflicts')} path={['stacks', 'conflicts']} />
        <CheckField label={say('draft.highest_only')} path={['stacks', 'highest_only']} />
        <BilingualField label={say('draft.top_up')} path={['stacks', 'top_up']} optional />
        <BilingualField label={say('draft.claw_back')} path={['stacks', 'claw_back']} optional />
        <TextField
          label={say('draft.fair_competition')}
          path={['stacks', 'fair_competition', 'number']}
          optional
        />
        <DayField
          label={say('draft.fair_competition.day')}
          path={['stacks', 'fair_competition', 'reviewed_on']}
          optional
        />
      </div>
    </Panel>
  );
}
