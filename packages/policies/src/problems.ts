import type { FileProblem, Finding, FormProblemCode } from '@miaopu/plan';

export type PolicyProblemCode =
  | FormProblemCode
  | 'unknown_file'
  | 'wrong_id'
  | 'duplicate_id'
  | 'unknown_policy'
  | 'unknown_unit'
  | 'unknown_name'
  | 'cycle'
  | 'dates_reversed'
  | 'dates_uncovered'
  | 'dates_overlap'
  | 'rule_syntax'
  | 'rule_invalid'
  | 'bands_not_descending'
  | 'score_out_of_reach'
  | 'group_inconsistent'
  | 'review_missing'
  | 'certainty_unexplained'
  | 'situations_missing'
  | 'situation_invalid'
  | 'situation_fails';

/** Something wrong with the policy library: what, where, and what to do. */
export type PolicyProblem = FileProblem<PolicyProblemCode>;
export type PolicyFinding = Finding<PolicyProblemCode>;
