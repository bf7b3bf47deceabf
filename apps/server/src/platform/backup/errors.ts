import { defineErrors } from '../errors/index.ts';

export const backupFailure = defineErrors({
  'backup.short_key': {
    status: 400,
    zh: '密钥文件“{file}”不足 32 字节。请用 openssl rand -hex 32 > 文件 生成，并与备份分开保管。',
    en: 'The key file “{file}” has fewer than 32 bytes. Make one with openssl rand -hex 32 > FILE, and keep it apart from the backup.',
  },
  'backup.no_file': {
    status: 404,
    zh: '读不到文件“{file}”。请检查路径和权限。',
    en: 'The file “{file}” cannot be read: check the path and its permissions.',
  },
  'backup.file_exists': {
    status: 409,
    zh: '文件“{file}”已存在，不会覆盖。请换一个文件名。',
    en: 'The file “{file}” is there already and is not overwritten: give another name.',
  },
  'backup.not_a_backup': {
    status: 400,
    zh: '这个文件不是苗圃的备份。',
    en: 'This file is no backup of Miaopu.',
  },
  'backup.wrong_key': {
    status: 400,
    zh: '密钥不对：这份备份是用另一个密钥加密的。',
    en: 'The key is wrong: this backup was encrypted with another one.',
  },
  'backup.damaged': {
    status: 400,
    zh: '备份文件已损坏（{where}）：内容与写入时不同，没有恢复任何数据。请用另一份备份。',
    en: 'The backup is damaged ({where}): it is not what was written, and nothing was restored. Use another copy.',
  },
  'backup.cut_off': {
    status: 400,
    zh: '备份文件不完整：末尾缺失，没有恢复任何数据。请用另一份备份。',
    en: 'The backup is incomplete: its end is missing, and nothing was restored. Use another copy.',
  },
  'backup.newer': {
    status: 409,
    zh: '这份备份来自更新的版本（{migration}）。请先升级程序。',
    en: 'This backup comes from a newer version ({migration}): upgrade the program first.',
  },
  'backup.not_empty': {
    status: 409,
    zh: '数据库或上传文件夹里已有数据。确要用备份替换全部数据，请加 --replace。',
    en: 'There is data in the database or in the uploads already. To replace all of it by the backup, add --replace.',
  },
  'backup.in_use': {
    status: 409,
    zh: '有程序正在使用这个数据库。请先停止苗圃，再恢复。',
    en: 'A program is using this database: stop Miaopu first, then restore.',
  },
});
