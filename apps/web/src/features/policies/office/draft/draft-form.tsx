import type { ReactNode } from 'react';
import { BasicsPanel, DocumentsPanel, HandlingPanel, StacksPanel } from './form-basics.tsx';
import { BenefitsPanel, ConditionsPanel, ParametersPanel, TermsPanel } from './form-rules.tsx';
import { SituationsPanel } from './form-situations.tsx';

/** The whole policy as a form, in the order in which one reads it. Scoring tables are written as text. */
export function DraftForm(): ReactNode {
  return (
    <div className="draft-form">
      <BasicsPanel />
      <DocumentsPanel />
      <ConditionsPanel />
      <BenefitsPanel />
      <ParametersPanel />
      <TermsPanel />
      <HandlingPanel />
      <StacksPanel />
      <SituationsPanel />
    </div>
  );
}
