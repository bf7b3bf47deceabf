import { defineErrors } from '../../platform/errors/index.ts';

export const submissionFailure = defineErrors({
  'submissions.no_such_form': {
    status: 404,
    zh: '计划中没有报表“{form}”。请从报送页面进入。',
    en: 'The plan has no form “{form}”. Enter from the page of reports.',
  },
  'submissions.not_found': {
    status: 404,
    zh: '没有这份报表：该单位不填报它，期间不在计划期内，或不归您查看。请从报送页面进入。',
    en: 'There is no such report: the unit does not fill it, the period is outside the plan, or it is not yours to see. Enter from the page of reports.',
  },
  'submissions.not_open': {
    status: 409,
    zh: '这份报表 {day} 起才开放填报。',
    en: 'This report opens on {day}.',
  },
  'submissions.not_possible_now': {
    status: 409,
    zh: '现在不能进行此操作：报表状态已变，或不归您办理。请刷新页面查看。',
    en: 'This cannot be done now: the report moved on, or it is not yours to do. Reload the page to see where it stands.',
  },
  'submissions.no_such_cell': {
    status: 400,
    zh: '报表中没有填报项“{cell}”。请刷新页面。',
    en: 'The form has no cell “{cell}”. Reload the page.',
  },
  'submissions.changed_since': {
    status: 409,
    zh: '您打开之后，同事又有保存。请核对新内容后再提交。',
    en: 'A colleague saved after you opened it. Look at what changed, then submit.',
  },
  'submissions.another_version': {
    status: 409,
    zh: '您看到的是第 {seen} 版，现在是第 {now} 版。请核对新版本。',
    en: 'You saw version {seen}, and it is version {now} now. Look at the new one.',
  },
  'submissions.checks_refuse': {
    status: 422,
    zh: '有 {count} 处须先处理：请按提示改正，或在该项写明说明。',
    en: 'Some things want attention first ({count}): correct them as said below, or comment on them.',
  },
  'submissions.bulk_count': {
    status: 409,
    zh: '您确认的是 {confirmed} 份，选中的是 {chosen} 份。请重新核对。',
    en: 'You confirmed {confirmed}, and {chosen} are chosen. Look again.',
  },
  'submissions.not_disputable': {
    status: 409,
    zh: '“{cell}”不是系统计数的项，或计数已变，或已有未办结的异议。请刷新页面。',
    en: '“{cell}” is not a counted cell, its count has changed, or it is disputed already. Reload the page.',
  },
  'submissions.no_such_dispute': {
    status: 404,
    zh: '没有这项异议，或已办结。请刷新列表。',
    en: 'There is no such dispute, or it is settled. Refresh the list.',
  },
  'submissions.no_file_field': {
    status: 400,
    zh: '没有收到文件：请选择一个文件（字段名 file）。',
    en: 'No file came: choose one (in the field “file”).',
  },
  'submissions.no_such_item': {
    status: 400,
    zh: '报表没有佐证项“{item}”。请刷新页面。',
    en: 'The form asks for no evidence “{item}”. Reload the page.',
  },
  'submissions.file_too_large': {
    status: 413,
    zh: '文件超过 {limit} MB。请压缩，或拆成几个文件。',
    en: 'The file is larger than {limit} MB. Compress it, or make it several.',
  },
  'submissions.file_kind': {
    status: 415,
    zh: '文件内容不是 PDF、图片（JPG、PNG）或 Word、Excel 文档。请转换后上传。',
    en: 'The file’s content is no PDF, picture (JPG, PNG), Word or Excel document. Convert it first.',
  },
  'submissions.too_many_files': {
    status: 409,
    zh: '一份报表最多 {limit} 个文件。请先移除用不到的。',
    en: 'A report has {limit} files at most. Remove those that are not needed.',
  },
  'submissions.no_such_file': {
    status: 404,
    zh: '没有这个文件，或已移除。请刷新页面。',
    en: 'There is no such file, or it was removed. Reload the page.',
  },
});
