import { locate, readYaml } from '@miaopu/plan';
import { loadPolicies, type Policy, type PolicyProblem } from '@miaopu/policies';
import { withShared } from './shared-terms.ts';

/** What the rules of an unfinished text say, whatever else of it is missing. */
export type ReadRules = {
  /** What is wrong with the rules, also where the text's form kept the checks from looking at them. */
  readonly problems: readonly PolicyProblem[];
  /** The policy with those of its conditions and benefits that can be read; undefined where nothing can. */
  readonly policy?: Policy;
  /** Nothing of its rules is missing, so that whom it fits can be counted. */
  readonly isWhole: boolean;
};

const words = { zh: '—', en: '—' };
const situation = (answer: string) => ({ name: words, as_of: '2020-12-31', given: {}, expect: { answer } });
/** What does not bear on whom a policy fits, as if it were there. */
const paperwork = {
  title: words,
  documents: [{ number: null, title: '—', issuer: '—' }],
  level: 'national',
  category: 'law',
  kind: 'status',
  certainty: 'certain',
  to_confirm: [],
  replaces: [],
  stacks: {},
  audience: words,
  channel: 'application',
  contact: 'office',
  materials: [],
  summary: words,
  situations: [situation('met'), situation('not_met')],
};
/** After every parameter's first day, so that none is called uncovered. */
const someDay = { from: '2999-01-01' };

/**
 * Reads the rules of a text that is not sound yet, so that its author sees from the first condition on what each rule says and whom it
 * fits. What is wrong with a condition or a benefit leaves the others readable.
 *
 * @param content the text as structured data
 * @param shared the files beside it that its rules may name: the shared terms
 * @param problems what is wrong with the text as a whole
 */
export function readRules(
  policyId: string,
  source: string,
  content: Readonly<Record<string, unknown>>,
  shared: Readonly<Record<string, string>>,
  problems: readonly PolicyProblem[],
): ReadRules {
  const name = `${policyId}.yaml`;
  const hasDates = content.in_force !== undefined && !problems.some(({ path }) => path[0] === 'in_force');
  const rules = {
    ...content,
    ...paperwork,
    id: policyId,
    in_force: hasDates ? content.in_force : someDay,
  };
  const read = (text: object) => {
    const found = loadPolicies({ ...shared, [name]: JSON.stringify(text) });
    if (!found.ok) return { problems: found.problems.filter(({ file }) => file === name) };
    const policy = found.library.policies.find(({ id }) => id === policyId);
    return { policy: policy && withShared(policy, found.library), problems: [] };
  };
  const first = read(rules);
  if (first.policy !== undefined) return { problems: [], policy: first.policy, isWhole: true };
  const { file } = readYaml(name, source);
  const known = new Set(problems.map(keyOf));
  return {
    problems: first.problems.filter((one) => !known.has(keyOf(one))).map((one) => locate(file, one)),
    policy: read(withoutFaulty(rules, first.problems)).policy,
    isWhole: false,
  };
}

const keyOf = ({ code, path }: PolicyProblem) => `${code} ${path.join('.')}`;

function withoutFaulty(content: Readonly<Record<string, unknown>>, problems: readonly PolicyProblem[]) {
  const sound = (part: string) => {
    const faulty = new Set(problems.filter(({ path }) => path[0] === part).map(({ path }) => path[1]));
    const entries = content[part];
    return Array.isArray(entries) && !faulty.has(undefined)
      ? entries.filter((_, index) => !faulty.has(index))
      : [];
  };
  return { ...content, conditions: sound('conditions'), benefits: sound('benefits') };
}
