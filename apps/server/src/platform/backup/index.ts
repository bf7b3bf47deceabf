export { type BackupResult, makeBackup, readKey, type Step } from './backup.ts';
export { type RestoreResult, restoreBackup } from './restore.ts';
