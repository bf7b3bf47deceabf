import type { Message } from '../errors/index.ts';

type Kind = Message & {
  /** How many days it is kept where nobody decided otherwise. */
  readonly days: number;
  /** Not fewer: what a law asks for, or what the program itself needs. */
  readonly least: number;
  readonly because: Message;
  /** The document and clause; absent where none binds, and the reason is one of use. */
  readonly law?: Message;
  /** Not checked against the document's own text yet. */
  readonly toConfirm?: true;
};

const shortest: Message = {
  zh: '个人信息保护法第十九条：保存期限应当为实现处理目的所必要的最短时间',
  en: 'Personal Information Protection Law, article 19: no longer than the purpose needs',
};

/** What is kept for a time and then let go: each kind once, with its default and the reason for it. */
const kinds = {
  audit: {
    zh: '审计记录的内容（审计链的链节永久保留）',
    en: 'the content of audit lines (the chain’s links stay for good)',
    days: 3650,
    least: 184,
    because: {
      zh: '不少于六个月；默认十年，与机关文书档案的定期保管期限一致',
      en: 'six months at least; ten years by default, as offices keep papers of a limited term',
    },
    law: {
      zh: '网络安全法第二十一条第三项（网络日志不少于六个月）；机关文件材料归档范围和文书档案保管期限规定（国家档案局令第8号，定期一般分30年、10年）',
      en: 'Cybersecurity Law, article 21 (3) (logs: six months at least); National Archives Administration order 8 (terms of 30 and 10 years)',
    },
    toConfirm: true,
  },
  sessions: {
    zh: '已过期的登录会话、验证码和登录限次',
    en: 'sessions that ended, codes and counts of sign-ins',
    days: 7,
    least: 1,
    because: {
      zh: '过期后只用于排查最近的登录问题；登录本身已记入审计',
      en: 'only of use for a question about a recent sign-in; sign-ins themselves are in the audit',
    },
    law: shortest,
  },
  notifications: {
    zh: '消息及其投递情况',
    en: 'messages, and what became of their delivery',
    days: 365,
    least: 30,
    because: {
      zh: '满一个考核年度；办理结果以业务记录和审计为准',
      en: 'a whole year of appraisal; what was decided stands in the records and the audit',
    },
    law: shortest,
  },
  uploads: {
    zh: '上传的导入文件和退回行',
    en: 'uploaded files and the rows that were rejected of them',
    days: 14,
    least: 1,
    because: {
      zh: '留出周末和假期更正对照关系；数据已入库，原文件由报送单位保存',
      en: 'time to correct a mapping after a weekend and a holiday; the data is in the registry, and the sender has the file',
    },
    law: shortest,
  },
  drafts: {
    zh: '已发布或撤回的政策草稿正文',
    en: 'the text of policy drafts that were published or withdrawn',
    days: 730,
    least: 30,
    because: {
      zh: '发布的版本永久保留，草稿正文只用于近两年的对照；谁在何时办了什么仍可查',
      en: 'what was published stays for good; a draft’s text serves comparison for two years, and who did what stays known',
    },
  },
  answers: {
    zh: '防止重复提交的答复',
    en: 'answers kept so that a write sent twice is done once',
    days: 2,
    least: 1,
    because: { zh: '断线后的重发都在一天之内', en: 'whoever was cut off sends again within a day' },
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type RetentionKind = keyof typeof kinds;
export const retentionKinds: Readonly<Record<RetentionKind, Kind>> = kinds;
export const retentionKindNames = Object.keys(retentionKinds) as RetentionKind[];
