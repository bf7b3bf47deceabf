import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policyCommands } from './policies.ts';
import { callCommand } from './testing/call.ts';

const library = resolve(import.meta.dirname, '../../../../policies');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'miaopu-policies-'));
  await cp(library, folder, { recursive: true });
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function replaceIn(file: string, text: string, replacement: string): Promise<() => Promise<void>> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  expect(before).toContain(text);
  await writeFile(path, before.replace(text, replacement));
  return () => writeFile(path, before);
}

type Printed = { ok: boolean; policies: number; situations: unknown; problems: { code: string }[] };

describe('miaopu policies check', () => {
  it('says that the project’s own library is sound, and how much was run', async () => {
    const { code, json, text } = await callCommand<Printed>(policyCommands, [
      'policies',
      'check',
      library,
      '--lang',
      'en',
    ]);
    expect([code, json.ok, json.problems]).toEqual([0, true, []]);
    expect(json.policies).toBeGreaterThanOrEqual(53);
    expect(text).toMatch(/^\d+ 项政策没有问题,\d+ 个情形全部符合。\n$/);
  });

  it('says where a rule is wrong, and the way out', async () => {
    const undo = await replaceIn('t03.yaml', 'fact.average_employees <=', 'fact.average_employes <=');
    const { code, text, note } = await callCommand<Printed>(policyCommands, ['policies', 'check', folder], {
      lang: 'en',
    });
    await undo();
    expect(code).toBe(1);
    expect(text).toMatch(
      /t03\.yaml:\d+:\d+ There is no field "fact\.average_employes"; did you mean "fact\.average_employees"\. Write fact\.average_employees\.\n/,
    );
    expect(note).toBe('1 problem.\n');
  });

  it('says which situation fails, and how', async () => {
    const undo = await replaceIn(
      't03.yaml',
      '1000000) * (0.25 - 0.25 * 0.2)',
      '1000000) * (0.25 - 0.5 * 0.2)',
    );
    const { code, json, text } = await callCommand<Printed>(policyCommands, ['policies', 'check', folder], {
      lang: 'en',
    });
    await undo();
    expect(code).toBe(1);
    expect(json.situations).toMatchObject({ failed: json.problems.length });
    expect(new Set(json.problems.map((problem) => problem.code))).toEqual(new Set(['situation_fails']));
    expect(text).toMatch(
      /t03\.yaml:\d+:\d+ The situation “.*” fails: benefits\.first_million should be 200000, but is 150000/,
    );
  });
});
