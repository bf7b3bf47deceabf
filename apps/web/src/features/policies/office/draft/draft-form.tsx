import type { ReactNode } from 'react';
import { BasicsPanel, DocumentsPanel, HandlingPanel, StacksPanel } from './form-basics.tsx';
import { BenefitsPanel, ConditionsPanel, ParametersPanel, TermsPanel } from './form-rules.tsx';
import { ScoresPanel } from './form-scores.tsx';
import { SituationsPanel } from './form-situations.tsx';

/** The whole policy as a form, in the order in which one reads it. */
export function DraftForm(): ReactNode {
  return (
    <div className="draft-form">
      <BasicsPanel />
      <DocumentsPanel />
      <ConditionsPanel />
      <ScoresPanel />
      <BenefitsPanel />
      <ParametersPanel />
      <TermsPanel />
      <HandlingPanel />
      <StacksPanel />
      <SituationsPanel />
    </div>
  );
}
