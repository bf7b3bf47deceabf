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

/** How hard a password is to guess, in words. */
export const passwordStrengths = [
  { zh: '一猜就中', en: 'guessed at once' },
  { zh: '很容易猜到', en: 'very easily guessed' },
  { zh: '容易猜到', en: 'easily guessed' },
  { zh: '不易猜到', en: 'hard to guess' },
  { zh: '很难猜到', en: 'very hard to guess' },
] as const satisfies readonly z.infer<typeof labelsSchema>[];

export type PasswordJudgement = {
  /** 0 to 4: `passwordStrengths` says it in words. */
  readonly strength: number;
  readonly problem: PasswordProblem | null;
};

const shortest = 10;
/** 3 withstands 10⁸ guesses and more; what is weaker is refused. */
const weakestTaken = 3;

/** What people here choose, besides what the lists of stolen passwords know. */
const local =
  `miaopu luqiao taizhou zhejiang jiaojiang huangyan zhongguo woaini woaini1314 wodemima mima nihao aini shijiandaole
  gongsi qiye zhengfu bangongshi dianzizhengwu guanliyuan mimahao 苗圃 路桥 台州 浙江 中国 密码 我的密码 我爱你 公司 企业 政府 办公室 管理员`
    .split(/\s+/)
    .filter(Boolean);

let opened: Promise<{ check(password: string, own: string[]): { score: number } }> | undefined;

/** The lists are large: they are loaded when the first password is judged. */
function estimator() {
  opened ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]).then(
    ([{ ZxcvbnFactory }, common, english]) =>
      new ZxcvbnFactory({
        graphs: common.adjacencyGraphs,
        dictionary: { ...common.dictionary, ...english.dictionary, local },
      }),
  );
  return opened;
}

/**
 * How hard a password is to guess, and why it will not do, where it will not: shorter than 10, easily guessed (a common word with digits
 * behind it, one thing over and over, a course of the keyboard), or the person's own name or address. The browser and the server ask
 * the same.
 *
 * @example (await judgePassword('password2024', { name: '王芳', email: 'wang@example.cn' })).problem // 'common'
 */
export async function judgePassword(
  password: string,
  { name, email }: { readonly name: string; readonly email: string },
): Promise<PasswordJudgement> {
  const own = [name, email, email.split('@')[0] ?? ''].filter((text) => text.length >= 2);
  const { score: strength } = (await estimator()).check(password, own);
  const lower = password.toLowerCase();
  if ([...password].length < shortest) return { strength, problem: 'short' };
  if (own.some((text) => lower.includes(text.toLowerCase()))) return { strength, problem: 'personal' };
  return { strength, problem: strength < weakestTaken ? 'common' : null };
}
