import { describe, expect, it } from 'vitest';
import { judgePassword } from './password.ts';

const wang = { name: '王芳', email: 'wangfang@example.cn' };

describe('a password', () => {
  it.each([
    ['abc12345', 'short'],
    ['password2024', 'common'],
    ['P@ssw0rd2024', 'common'],
    ['Woaini1314!!', 'common'],
    ['1234567890', 'common'],
    ['9876543210', 'common'],
    ['qwertyuiop', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abcabcabcabc', 'common'],
    ['luqiao2018', 'common'],
    ['王芳的密码很长很长很长', 'personal'],
    ['xx-wangfang-2024', 'personal'],
    ['塘桥种树看山听雨喝茶', null],
    ['seven-loud-lamps', null],
    ['vT4!kq92Zp', null],
  ] as const)('“%s” is held to be: %s', async (password, problem) => {
    expect((await judgePassword(password, wang)).problem).toBe(problem);
  });

  it('is harder to guess the more of it cannot be foreseen', async () => {
    const strengthOf = async (password: string) => (await judgePassword(password, wang)).strength;
    expect(await strengthOf('password')).toBe(0);
    expect(await strengthOf('correct-loud-lamps-under-seven-bridges')).toBe(4);
  });
});
