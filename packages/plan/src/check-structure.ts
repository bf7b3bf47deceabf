import { at, type Draft, type Entry } from './draft.ts';
import type { Finding, Path } from './problems.ts';

/** Ids stand once, and nothing leads back to itself. */
export function checkStructure(draft: Draft): Finding[] {
  return [...duplicates(draft), ...cycles(draft), ...clausesWithoutTarget(draft)];
}

type Identified = { readonly entry: Entry<unknown>; readonly path: Path; readonly id: string };

function duplicates(draft: Draft): Finding[] {
  const own = (entries: readonly Entry<{ id: string }>[] | undefined): Identified[] =>
    (entries ?? []).map((entry) => ({ entry, path: ['id'], id: entry.value.id }));
  // a target's companions share its namespace: both are series that are counted
  const counted = (draft.targets ?? []).flatMap((target) => [
    { entry: target, path: ['id'], id: target.value.id },
    ...target.value.companions.map((companion, index) => ({
      entry: target,
      path: ['companions', index, 'id'],
      id: companion.id,
    })),
  ]);
  const listed = draft.lists
    ? Object.entries(draft.lists.value).map(([list, entries]) =>
        entries.map((named, index) => ({ entry: draft.lists!, path: [list, index, 'id'], id: named.id })),
      )
    : [];
  const choices = (draft.ambiguities ?? []).map((ambiguity) =>
    ambiguity.value.choices.map((choice, index) => ({
      entry: ambiguity,
      path: ['choices', index, 'id'],
      id: choice.id,
    })),
  );
  const splits = (draft.decompositions ?? []).map((entry) => ({
    entry,
    path: ['target'],
    id: entry.value.target,
  }));
  const spaces = [
    own(draft.units),
    own(draft.sections),
    own(draft.clauses),
    own(draft.ambiguities),
    own(draft.forms),
    own(draft.weights),
    counted,
    splits,
  ];
  return [...spaces, ...listed, ...choices].flatMap(twice);
}

function twice(names: readonly Identified[]): Finding[] {
  const first = new Map<string, Identified>();
  const findings: Finding[] = [];
  for (const name of names) {
    const before = first.get(name.id);
    if (before === undefined) first.set(name.id, name);
    else {
      findings.push(
        at(name.entry, name.path, {
          code: 'duplicate_id',
          message: {
            zh: `“${name.id}”写了两次，前一处在 ${before.entry.file}`,
            en: `“${name.id}” stands twice; the first is in ${before.entry.file}`,
          },
          suggestion: { zh: '给其中一处换一个编号，或删去一处', en: 'Give one another id, or remove one' },
        }),
      );
    }
  }
  return findings;
}

type Link = {
  readonly entry: Entry<unknown>;
  readonly path: Path;
  readonly from: string;
  readonly to: string;
};

function cycles(draft: Draft): Finding[] {
  const units = draft.units ?? [];
  const link = (entry: Entry<{ id: string }>, path: Path, to: string | undefined): Link[] =>
    to === undefined ? [] : [{ entry, path, from: entry.value.id, to }];
  const graphs: readonly Link[][] = [
    units.flatMap((unit) => link(unit, ['successor', 'unit'], unit.value.successor?.unit)),
    units.flatMap((unit) => link(unit, ['parent'], unit.value.parent)),
    units.flatMap((unit) =>
      unit.value.members.flatMap((member, index) => link(unit, ['members', index], member)),
    ),
    (draft.targets ?? []).flatMap((target) => link(target, ['part_of'], target.value.part_of)),
  ];
  return graphs.flatMap(findCycles);
}

/** One finding for each ring, at the link that closes it. */
function findCycles(links: readonly Link[]): Finding[] {
  const outgoing = Map.groupBy(links, (link) => link.from);
  const done = new Set<string>();
  const findings: Finding[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (done.has(id)) return;
    for (const link of outgoing.get(id) ?? []) {
      const from = [...trail, id];
      const back = from.indexOf(link.to);
      if (back < 0) visit(link.to, from);
      else findings.push(ringFinding(link, [...from.slice(back), link.to]));
    }
    done.add(id);
  };
  for (const id of outgoing.keys()) visit(id, []);
  return findings;
}

function ringFinding(link: Link, ring: readonly string[]): Finding {
  const shown = ring.join(' → ');
  return at(link.entry, link.path, {
    code: 'cycle',
    message: { zh: `引用绕成了圈：${shown}`, en: `The references go round in a circle: ${shown}` },
    suggestion: {
      zh: '去掉圈上的一环，让链条有头有尾',
      en: 'Remove one link of the ring, so that the chain has an end',
    },
  });
}

function clausesWithoutTarget(draft: Draft): Finding[] {
  if (draft.targets === undefined) return [];
  const counted = new Set(draft.targets.map((target) => target.value.clause));
  return (draft.clauses ?? [])
    .filter(({ value }) => value.kind === 'target' && !counted.has(value.id))
    .map((clause) =>
      at(clause, ['kind'], {
        code: 'clause_without_target',
        message: {
          zh: `条款 ${clause.value.id} 是量化目标，却没有目标引用它`,
          en: `Clause ${clause.value.id} is a quantified target, but no target cites it`,
        },
        suggestion: {
          zh: `在 targets/ 里加上 clause: ${clause.value.id} 的目标，或把 kind 改为 task`,
          en: `Add a target with clause: ${clause.value.id} in targets/, or make its kind task`,
        },
      }),
    );
}
