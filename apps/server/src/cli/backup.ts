import { join, resolve } from 'node:path';
import { cliActor } from '../platform/access/index.ts';
import { recordAudit } from '../platform/audit/index.ts';
import {
  makeBackup,
  type RestoreResult,
  readKey,
  restoreBackup,
  type Step,
} from '../platform/backup/index.ts';
import { openDatabase } from '../platform/db/index.ts';
import { type Command, type CommandContext, textOption } from './command.ts';

const keyOption = {
  name: 'key-file',
  value: 'FILE',
  summary: { zh: '密钥文件（至少 32 字节）', en: 'the file with the key (32 bytes at least)' },
  required: true,
} as const;

/** Everything in one file, and back. */
export const backupCommands: Command[] = [
  {
    name: 'backup',
    summary: {
      zh: '备份全部数据和上传文件，加密为一个文件（系统可照常运行）',
      en: 'Back up all data and uploads, encrypted, into one file (the system may go on)',
    },
    arguments: [{ name: 'FILE', summary: { zh: '备份文件', en: 'the backup to make' }, required: true }],
    options: [keyOption],
    examples: ['miaopu backup 2018-08-01.backup --key-file miaopu.key'],
    // it works as the owner, who sees every row
    needs: 'nothing',
    run: backup,
  },
  {
    name: 'restore',
    summary: {
      zh: '从备份恢复；数据库须为空，除非 --replace',
      en: 'Restore a backup; the database has to be empty unless --replace',
    },
    arguments: [{ name: 'FILE', summary: { zh: '备份文件', en: 'the backup' }, required: true }],
    options: [
      keyOption,
      {
        name: 'replace',
        summary: { zh: '用备份替换现有的全部数据', en: 'put the backup in the place of all that is there' },
      },
    ],
    examples: ['miaopu restore 2018-08-01.backup --key-file miaopu.key'],
    needs: 'nothing',
    run: restore,
  },
];

/** Tells of every table that is begun, at most once a second. */
function teller({ out, lang }: CommandContext): (step: Step) => void {
  let told = 0;
  return ({ what, done, of, rows }) => {
    if (performance.now() - told < 1000) return;
    told = performance.now();
    out.note(
      lang === 'en'
        ? `${done}/${of} tables, ${rows} rows: ${what}`
        : `${done}/${of} 张表，${rows} 行：${what}`,
    );
  };
}

async function backup(context: CommandContext): Promise<0> {
  const { config, options, out, lang } = context;
  const file = resolve(context.arguments[0]!);
  const key = await readKey(textOption(options, 'key-file')!);
  const database = await openDatabase(config);
  try {
    // first: what leaves is known, whatever becomes of the file
    await recordAudit(database.owner, {
      actor: cliActor(config.district),
      action: 'platform.backup.made',
      record: 'platform/backup',
    });
    const uploads = join(config.dataFolder, 'uploads');
    const made = await makeBackup(database.owner, { file, key, uploads, onStep: teller(context) });
    out.json({ file, ...made });
    const megabytes = (made.bytes / 1_048_576).toFixed(1);
    out.text(
      lang === 'en'
        ? `${file}: ${made.tables} tables, ${made.rows} rows, ${made.files} files, ${megabytes} MB. Without its key it cannot be read: keep the key apart.`
        : `${file}：${made.tables} 张表，${made.rows} 行，${made.files} 个文件，${megabytes} MB。没有密钥无法读取，请把密钥另行保管。`,
    );
  } finally {
    await database.close();
  }
  return 0;
}

async function restore(context: CommandContext): Promise<0> {
  const { config, options, out, lang } = context;
  const file = resolve(context.arguments[0]!);
  const key = await readKey(textOption(options, 'key-file')!);
  let restored: RestoreResult | undefined;
  const database = await openDatabase(
    config,
    () => {},
    async (owner) => {
      restored = await restoreBackup(owner, {
        file,
        key,
        uploads: join(config.dataFolder, 'uploads'),
        databaseFolder: join(config.rootFolder, 'db'),
        replace: options.replace === true,
        onStep: teller(context),
      });
    },
  );
  try {
    const { madeAt, tables, rows, files } = restored!;
    await recordAudit(database.owner, {
      actor: cliActor(config.district),
      action: 'platform.backup.restored',
      record: 'platform/backup',
      after: { madeAt, tables, rows, files },
    });
    out.json(restored);
    out.text(
      lang === 'en'
        ? `Restored as of ${madeAt}: ${tables} tables, ${rows} rows, ${files} files.`
        : `已恢复到 ${madeAt} 的状态：${tables} 张表，${rows} 行，${files} 个文件。`,
    );
  } finally {
    await database.close();
  }
  return 0;
}
