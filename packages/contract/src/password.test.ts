import { describe, expect, it } from 'vitest';
import { findPasswordProblem } from './password.ts';

const wang = { name: '王芳', email: 'wangfang@example.cn' };

describe('a password', () => {
  it.each([
    ['abc12345', 'short'],
    ['password2024', 'common'],
    ['Woaini1314!!', 'common'],
    ['1234567890', 'common'],
    ['9876543210', 'common'],
    ['qwertyuiop', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['abcabcabcabc', 'common'],
    ['王芳的密码很长很长很长', 'personal'],
    ['xx-wangfang-2024', 'personal'],
    ['塘桥种树看山听雨喝茶', null],
    ['seven-loud-lamps', null],
    ['vT4!kq92Zp', null],
  ] as const)('“%s” is held to be: %s', (password, problem) => {
    expect(findPasswordProblem(password, wang)).toBe(problem);
  });
});
