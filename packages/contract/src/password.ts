import type { z } from 'zod';
import type { labelsSchema } from './common.ts';

/** Why a password will not do. */
export const passwordProblems = {
  short: { zh: '密码至少 10 个字符。', en: 'A password has at least 10 characters.' },
  common: {
    zh: '这个密码太常见或太有规律，容易被猜到。请换一个，例如几个不相干的词。',
    en: 'This password is too common or too regular. Choose another, such as a few unrelated words.',
  },
  personal: {
    zh: '密码里不能有您的姓名或邮箱。',
    en: 'A password may not contain your name or your e-mail address.',
  },
} as const satisfies Readonly<Record<string, z.infer<typeof labelsSchema>>>;
export type PasswordProblem = keyof typeof passwordProblems;

const shortest = 10;

// what people choose when ten characters are asked for; digits and signs at the end are taken off before it is looked up
const common = new Set(
  `password passw0rd p@ssw0rd p@ssword admin administrator root qwerty qwertyuiop qazwsx qazwsxedc 1qaz2wsx zaq12wsx asdfghjkl zxcvbnm
   letmein welcome iloveyou monkey dragon sunshine princess football baseball master shadow superman trustno changeme default guest
   test testtest abc abcabc abcdef woaini woaini1314 wodemima mima zhongguo china beijing taizhou luqiao zhejiang miaopu nihao aini
   system manager login user computer internet office government`
    .split(/\s+/)
    .filter(Boolean),
);
const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
const courses = rows.flatMap((row) => [row.repeat(3), [...row].reverse().join('').repeat(3)]);

/**
 * Why a password will not do, where it will not: shorter than 10, a common word with digits behind it, one thing over and over, a course
 * of the keyboard, or the person's own name or address.
 *
 * @example findPasswordProblem('password2024', { name: '王芳', email: 'wang@example.cn' }) // 'common'
 */
export function findPasswordProblem(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): PasswordProblem | null {
  const lower = password.toLowerCase();
  if ([...password].length < shortest) return 'short';
  const own = [name, email, email.split('@')[0] ?? ''].map((text) => text.toLowerCase());
  if (own.some((text) => text.length >= 2 && lower.includes(text))) return 'personal';
  const word = lower.replace(/[\d\W_]+$/u, '');
  const isRegular = /^(.{1,4})\1+.{0,3}$/su.test(lower) || courses.some((course) => course.includes(lower));
  return isRegular || common.has(lower) || (word.length > 0 && common.has(word)) ? 'common' : null;
}
