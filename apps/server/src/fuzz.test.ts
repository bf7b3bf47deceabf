import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, faultOf, type Mark } from './testing/fuzz/judge.ts';
import { type Ground, openGround } from './testing/fuzz/open.ts';
import { fuzz, type Outcome, readOperations, wordsOf } from './testing/fuzz/run.ts';

// Every call of the OpenAPI document with values that it does not expect. `npm run fuzz` does the same for longer, from another seed.

let ground: Ground;
let outcome: Outcome;

beforeAll(async () => {
  ground = await openGround(1);
  outcome = await fuzz(ground, 'in every test run', { rounds: 8 });
}, 240_000);
afterAll(() => ground?.close());

describe('whatever is sent to whichever call', () => {
  it('is answered without a fault of the server, a word of its inside or a row of somebody else', () => {
    expect(outcome.faults.map(wordsOf)).toEqual([]);
  });

  it('reaches every call, and gets past the first look at it', async () => {
    const operations = await readOperations(ground.app);
    expect(operations.length).toBeGreaterThan(75);
    expect([...outcome.answers.values()].filter((counts) => counts.size === 0)).toEqual([]);
    const done = [...outcome.answers].filter(([, counts]) => counts.has(200)).map(([call]) => call);
    expect(done.length, `answered with 200: ${done.join(', ')}`).toBeGreaterThan(operations.length / 4);
    expect(ground.marked).toBeGreaterThan(15);
  });
});

describe('an answer', () => {
  const asked = { who: 'owner', method: 'GET', path: '/api/registry/entities' };
  const marks: Mark[] = [
    { text: '〔331004001〕', of: 'another town', mayReach: ({ who }) => who === 'office' },
  ];
  const answer = (status: number, body: unknown): Answer => ({
    status,
    type: 'application/json',
    body: JSON.stringify(body),
  });
  const refusal = (en: string) => ({
    error: { code: 'http.invalid', message: { zh: en, en }, requestId: '1' },
  });

  it('is at fault where the server fails, says what is inside it, refuses in a form of its own or gives away a row', () => {
    expect(faultOf(asked, answer(200, { rows: [] }), marks)).toBeUndefined();
    expect(faultOf(asked, answer(400, refusal('It is missing.')), marks)).toBeUndefined();
    expect(faultOf(asked, answer(500, refusal('It failed.')), marks)).toContain('answered 500');
    expect(faultOf(asked, answer(400, { message: 'no' }), marks)).toContain('another form');
    expect(faultOf(asked, { ...answer(400, {}), type: 'text/html' }, marks)).toContain('not as JSON');
    expect(faultOf(asked, answer(400, refusal('x at Object.run (/srv/app/main.ts:12:3)')), marks)).toContain(
      'its inside',
    );
    const row = answer(200, { rows: [{ name: '某厂〔331004001〕' }] });
    expect(faultOf(asked, row, marks)).toBe('a row of another town reached owner');
    expect(faultOf({ ...asked, who: 'office' }, row, marks)).toBeUndefined();
  });
});
