import { randomBytes } from 'node:crypto';
import { type Role, roles } from '@miaopu/contract';
import { type NewPerson, openSignIn } from '../platform/access/index.ts';
import { openDatabase } from '../platform/db/index.ts';
import { type Command, type CommandContext, textOption, usage } from './command.ts';

/** Who may sign in. */
export const peopleCommands: Command[] = [
  {
    name: 'people add',
    summary: {
      zh: '新增可登录的人员,打印一次性显示的初始密码',
      en: 'Add a person who may sign in; prints a password, once',
    },
    arguments: [{ name: 'EMAIL', summary: { zh: '登录用的邮箱', en: 'the e-mail to sign in with' } }],
    options: [
      { name: 'name', value: 'NAME', summary: { zh: '姓名', en: 'the person’s name' }, required: true },
      {
        name: 'role',
        value: 'ROLE',
        summary: {
          zh: 'office 办公室、leader 领导、administrator 管理员、auditor 审计、department_lead、town_clerk 等',
          en: 'office, leader, administrator, auditor, department_lead, town_clerk …',
        },
        required: true,
      },
      {
        name: 'organisation',
        value: 'ID',
        summary: {
          zh: '所在单位:计划包里的部门编号或镇街代码;办公室和领导的角色不用写',
          en: 'where: a department’s id in the plan pack, or a town’s code; the roles of the office and the leading group need none',
        },
      },
    ],
    examples: [
      'miaopu people add wang@example.cn --name 王芳 --role office',
      'miaopu people add li@example.cn --name 李明 --role town_clerk --organisation 331004106',
    ],
    // it opens sign-in too, which keeps connections of its own
    needs: 'nothing',
    run: addPerson,
  },
];

async function addPerson({
  arguments: [email = ''],
  options,
  config,
  out,
  lang,
}: CommandContext): Promise<0 | 1> {
  const role = roleOf(textOption(options, 'role'));
  if (!/^[^@\s]+@[^@\s]+$/.test(email))
    throw usage({ zh: `“${email}”不是邮箱。`, en: `“${email}” is no e-mail.` });
  const password = randomBytes(12).toString('base64url');
  const name = textOption(options, 'name')!;
  const organisation = textOption(options, 'organisation');
  const memberships = [{ role, ...(organisation !== undefined && { organisation }) }];
  const created = await create(config, { email, name, password, district: config.district, memberships });
  if (!created) {
    out.note(lang === 'en' ? `${email} may sign in already.` : `${email} 已可登录。`);
    return 1;
  }
  out.json({ email, name, role, password });
  out.text(
    lang === 'en' ? `${email} may sign in. Password: ${password}` : `${email} 已可登录。密码:${password}`,
  );
  return 0;
}

function roleOf(text: string | undefined): Role {
  const known = roles.filter((role) => role !== 'newcomer');
  const role = known.find((one) => one === text);
  if (role !== undefined) return role;
  throw usage({
    zh: `--role 应为 ${known.join('、')} 之一,现在是“${text}”。`,
    en: `--role is one of ${known.join(', ')}, not “${text}”.`,
  });
}

async function create(config: CommandContext['config'], person: NewPerson): Promise<boolean> {
  const database = await openDatabase(config);
  try {
    const signIn = await openSignIn(database.owner, database.url, config);
    try {
      return await signIn.createPerson(person);
    } finally {
      await signIn.close();
    }
  } finally {
    await database.close();
  }
}
