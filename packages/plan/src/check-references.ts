import { at, type Draft, type Entry } from './draft.ts';
import { nearest } from './nearest.ts';
import type { Finding, PackProblemCode, Path, Words } from './problems.ts';

/** Every id that a pack names must be declared in it. */
export function checkReferences(draft: Draft): Finding[] {
  return [
    ...unitReferences(draft),
    ...clauseReferences(draft),
    ...targetReferences(draft),
    ...ambiguityReferences(draft),
  ];
}

type Named = { readonly entry: Entry<unknown>; readonly path: Path; readonly id: string | undefined };
type Kind = { readonly code: PackProblemCode; readonly words: Words; readonly where: string };

/** One finding for each name that is not among the declared ones. Nothing is said where the declarations could not be read. */
function undeclared(
  declared: readonly { value: { id: string } }[] | undefined,
  names: readonly Named[],
  kind: Kind,
): Finding[] {
  if (declared === undefined) return [];
  const ids = new Set(declared.map((one) => one.value.id));
  return names.flatMap(({ entry, path, id }) => {
    if (id === undefined || ids.has(id)) return [];
    const near = nearest(id, ids);
    return at(entry, path, {
      code: kind.code,
      message: { zh: `没有${kind.words.zh}“${id}”`, en: `There is no ${kind.words.en} “${id}”` },
      suggestion:
        near === undefined
          ? {
              zh: `先在 ${kind.where} 里写明，或改用已有的编号`,
              en: `Declare it in ${kind.where}, or use an id that is there`,
            }
          : {
              zh: `是不是“${near}”？否则先在 ${kind.where} 里写明`,
              en: `Did you mean “${near}”? If not, declare it in ${kind.where}`,
            },
    });
  });
}

function each(entry: Entry<unknown>, key: string, ids: readonly string[] | undefined): Named[] {
  return (ids ?? []).map((id, index) => ({ entry, path: [key, index], id }));
}

function unitReferences(draft: Draft): Finding[] {
  const names: Named[] = [];
  for (const unit of draft.units ?? []) {
    names.push({ entry: unit, path: ['parent'], id: unit.value.parent });
    names.push({ entry: unit, path: ['successor', 'unit'], id: unit.value.successor?.unit });
    names.push(...each(unit, 'members', unit.value.members));
  }
  for (const entry of [...(draft.sections ?? []), ...(draft.clauses ?? [])]) {
    names.push({ entry, path: ['lead'], id: entry.value.lead });
    names.push(...each(entry, 'supporting', entry.value.supporting));
  }
  for (const target of draft.targets ?? []) {
    names.push({ entry: target, path: ['lead'], id: target.value.lead });
    names.push(...each(target, 'supporting', target.value.supporting));
    names.push({ entry: target, path: ['definition', 'source'], id: target.value.definition.source });
    names.push({ entry: target, path: ['goal', 'set_by'], id: target.value.goal.set_by });
  }
  for (const form of draft.forms ?? []) {
    names.push(...each(form, 'units', form.value.units));
    form.value.steps.forEach((step, index) => {
      if (typeof step === 'object')
        names.push({ entry: form, path: ['steps', index, 'department'], id: step.department });
    });
  }
  for (const weight of draft.weights ?? []) {
    for (const id of Object.keys(weight.value.units)) names.push({ entry: weight, path: ['units', id], id });
  }
  for (const split of draft.decompositions ?? []) {
    split.value.rows.forEach((row, index) => {
      names.push({ entry: split, path: ['rows', index, 'unit'], id: row.unit });
    });
  }
  return undeclared(draft.units, names, {
    code: 'unknown_unit',
    words: { zh: '单位', en: 'unit' },
    where: 'units.yaml',
  });
}

function clauseReferences(draft: Draft): Finding[] {
  const names: Named[] = [];
  if (draft.plan)
    names.push({ entry: draft.plan, path: ['scope', 'clause'], id: draft.plan.value.scope.clause });
  for (const target of draft.targets ?? []) {
    names.push({ entry: target, path: ['clause'], id: target.value.clause });
  }
  for (const ambiguity of draft.ambiguities ?? []) {
    names.push(...each(ambiguity, 'clauses', ambiguity.value.clauses));
  }
  if (draft.lists) {
    for (const [list, entries] of Object.entries(draft.lists.value)) {
      entries.forEach((named, index) => {
        for (const name of each(draft.lists!, 'clauses', named.clauses)) {
          names.push({ ...name, path: [list, index, ...name.path] });
        }
      });
    }
  }
  return undeclared(draft.clauses, names, {
    code: 'unknown_clause',
    words: { zh: '条款', en: 'clause' },
    where: 'sections/',
  });
}

function targetReferences(draft: Draft): Finding[] {
  const names: Named[] = [];
  for (const target of draft.targets ?? []) {
    names.push({ entry: target, path: ['part_of'], id: target.value.part_of });
  }
  for (const split of draft.decompositions ?? []) {
    names.push({ entry: split, path: ['target'], id: split.value.target });
  }
  // a group stands at the head of its file, which every target of the file shares
  const groups = new Map<string, Named>();
  for (const { file, value } of draft.targets ?? []) {
    groups.set(file, { entry: { file, path: [], value }, path: ['group'], id: value.group });
  }
  const sections: Kind = {
    code: 'unknown_section',
    words: { zh: '章节', en: 'section' },
    where: 'sections/',
  };
  const targets: Kind = { code: 'unknown_target', words: { zh: '目标', en: 'target' }, where: 'targets/' };
  return [
    ...undeclared(draft.targets, names, targets),
    ...undeclared(draft.sections, [...groups.values()], sections),
  ];
}

function ambiguityReferences(draft: Draft): Finding[] {
  const names = [...(draft.targets ?? []), ...(draft.clauses ?? [])].flatMap((entry) =>
    each(entry, 'ambiguities', entry.value.ambiguities),
  );
  const choices = (draft.ambiguities ?? []).flatMap((ambiguity) =>
    undeclared(
      ambiguity.value.choices.map((value) => ({ value })),
      [{ entry: ambiguity, path: ['default'], id: ambiguity.value.default }],
      { code: 'unknown_choice', words: { zh: '选项', en: 'choice' }, where: 'choices' },
    ),
  );
  return [
    ...undeclared(draft.ambiguities, names, {
      code: 'unknown_ambiguity',
      words: { zh: '歧义', en: 'ambiguity' },
      where: 'ambiguities.yaml',
    }),
    ...choices,
  ];
}
