import { describe, expect, it } from 'vitest';
import { keptLately } from './index.ts';

describe('what was made lately', () => {
  it('is made once for all who ask, while it is being made too', async () => {
    const lately = keptLately<object, number>(2);
    const owner = {};
    let times = 0;
    const make = async () => ++times;
    expect(await Promise.all([lately(owner, 'a', make), lately(owner, 'a', make)])).toEqual([1, 1]);
    expect(await lately(owner, 'a', make)).toBe(1);
    expect(await lately({}, 'a', make)).toBe(2);
  });

  it('goes when more was made since than is kept', async () => {
    const lately = keptLately<object, string>(2);
    const owner = {};
    for (const key of ['a', 'b', 'c']) await lately(owner, key, async () => key);
    expect(await lately(owner, 'c', async () => 'anew')).toBe('c');
    expect(await lately(owner, 'a', async () => 'anew')).toBe('anew');
  });

  it('is made anew where making it failed', async () => {
    const lately = keptLately<object, string>(2);
    const owner = {};
    const fail = () => Promise.reject(new Error('away'));
    await expect(lately(owner, 'a', fail)).rejects.toThrow('away');
    expect(await lately(owner, 'a', async () => 'there')).toBe('there');
  });
});
