/** A sentence in both languages. */
export type Words = { readonly zh: string; readonly en: string };

/** What can be wrong with the form of any YAML file that is checked against a schema. */
export type FormProblemCode = 'yaml_syntax' | 'missing_key' | 'unknown_key' | 'wrong_type' | 'wrong_value';

export type PackProblemCode =
  | FormProblemCode
  | 'unknown_file'
  | 'missing_file'
  | 'target_without_lead'
  | 'duplicate_id'
  | 'unknown_unit'
  | 'unknown_clause'
  | 'unknown_section'
  | 'unknown_target'
  | 'unknown_ambiguity'
  | 'unknown_choice'
  | 'clause_without_target'
  | 'cycle'
  | 'period_outside_plan'
  | 'dates_reversed'
  | 'goal_inconsistent'
  | 'kind_mismatch'
  | 'parts_do_not_add_up'
  | 'formula_syntax'
  | 'formula_invalid'
  | 'unknown_cell'
  | 'form_mismatch'
  | 'asked_twice'
  | 'not_asked';

/** Something wrong with a file: what, where (line and column from 1), and what to do. */
export type FileProblem<Code extends string> = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The value at fault, or the one that is missing, from the file's root. */
  readonly path: Path;
  readonly code: Code;
  readonly message: Words;
  /** The way out. */
  readonly suggestion: Words;
};

/** Something wrong with a plan pack. */
export type PackProblem = FileProblem<PackProblemCode>;

export type Path = readonly (string | number)[];

/** Where a check saw something, before it has a line. */
export type Finding<Code extends string = PackProblemCode> = {
  readonly file: string;
  /** Of the value at fault, from the file's root. */
  readonly path: Path;
  /** Points at the key rather than at its value. */
  readonly atKey?: boolean;
  /** The key that the value at `path` lacks. */
  readonly missing?: string;
  /** A part of a text value: offsets into the value. */
  readonly within?: { readonly from: number; readonly to: number };
  readonly code: Code;
  readonly message: Words;
  readonly suggestion: Words;
};
