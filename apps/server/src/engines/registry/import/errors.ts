import { defineErrors } from '../../../platform/errors/index.ts';

/** What can be wrong with a whole file, or with asking for an import. Single rows have their own words in rows/problems.ts. */
export const fail = defineErrors({
  'import.file_not_found': {
    status: 404,
    zh: '找不到文件“{file}”。请检查路径。',
    en: 'There is no file “{file}”. Check the path.',
  },
  'import.empty_file': {
    status: 422,
    zh: '文件“{file}”是空的。请重新导出后再上传。',
    en: 'The file “{file}” is empty. Export it again and send it again.',
  },
  'import.header_only': {
    status: 422,
    zh: '文件“{file}”只有表头(第 {line} 行),没有数据行。请检查导出范围。',
    en: 'The file “{file}” has only a header (line {line}) and no rows. Check what was exported.',
  },
  'import.no_header': {
    status: 422,
    zh: '在文件“{file}”前 {lines} 行里没有找到表头。请保留一行列名,例如“企业名称、统一社会信用代码”。',
    en: 'No header was found in the first {lines} lines of “{file}”. Keep one line of column names, such as 企业名称, 统一社会信用代码.',
  },
  'import.binary_file': {
    status: 422,
    zh: '“{file}”不是表格:内容像是{kind}。请上传 CSV、.xls 或 .xlsx;扫描件只能作附件。',
    en: '“{file}” is not a table: it looks like {kind}. Send a CSV, .xls or .xlsx; scans can only be attachments.',
  },
  'import.endless_line': {
    status: 422,
    zh: '“{file}”里有一行超过 {limit} MB 还没有换行,不像表格。请重新导出为 CSV 或 .xlsx。',
    en: 'A line of “{file}” goes on for more than {limit} MB; this is no table. Export it again as CSV or .xlsx.',
  },
  'import.unsupported_workbook': {
    status: 422,
    zh: '不支持“{file}”的格式({kind})。请在 Excel 或 WPS 中另存为 .xlsx 再上传。',
    en: 'The format of “{file}” ({kind}) is not supported. Save it as .xlsx in Excel or WPS and send that.',
  },
  'import.password': {
    status: 422,
    zh: '“{file}”设有打开密码。请在 Excel 中取消密码后再上传。',
    en: '“{file}” is protected by a password. Remove the password in Excel and send it again.',
  },
  'import.zip_bomb': {
    status: 422,
    zh: '“{file}”解压后超过允许的大小({what}),已停止读取。请拆分文件,或另存为 CSV。',
    en: '“{file}” inflates beyond what is allowed ({what}); reading was stopped. Split the file or save it as CSV.',
  },
  'import.damaged_workbook': {
    status: 422,
    zh: '“{file}”已损坏,无法读取:{why}。请在 Excel 中打开并另存后再上传。',
    en: '“{file}” is damaged and cannot be read: {why}. Open it in Excel, save it and send it again.',
  },
  'import.no_sheet': {
    status: 422,
    zh: '“{file}”里没有名为“{sheet}”的工作表。可选:{sheets}。',
    en: '“{file}” has no sheet “{sheet}”. There are: {sheets}.',
  },
  'import.no_key_column': {
    status: 422,
    zh: '没有认出“企业名称”“统一社会信用代码”或“注册号”列,无法辨认主体。请在列对应中指定。',
    en: 'No column was recognised as name, credit code or registration number, so no row can be told whose it is. Say which column it is in the mapping.',
  },
  'import.mapping_twice': {
    status: 422,
    zh: '第 {first} 列和第 {second} 列都对应“{field}”。请只保留一列。',
    en: 'Columns {first} and {second} both mean “{field}”. Keep one of them.',
  },
  'import.unknown_field': {
    status: 422,
    zh: '列对应里的“{field}”不是可导入的字段。数据列写作“revenue@2018”或“revenue@2018Q3”。',
    en: '“{field}” in the mapping is not a field that can be imported. Figures are written “revenue@2018” or “revenue@2018Q3”.',
  },
  'import.mapping_file': {
    status: 422,
    zh: '无法读取列对应文件“{file}”:{why}。',
    en: 'The mapping file “{file}” cannot be read: {why}.',
  },
  'import.mapping_columns': {
    status: 422,
    zh: '列对应里第 {index} 列不存在:文件只有 {count} 列。',
    en: 'Column {index} of the mapping does not exist: the file has {count} columns.',
  },
  'import.mapping_header': {
    status: 422,
    zh: '列对应里的列名“{name}”在文件里没有。请照抄文件的列名。',
    en: 'The file has no column “{name}”, which the mapping names. Copy the header as it stands in the file.',
  },
  'import.unknown_district': {
    status: 422,
    zh: '“{district}”不是县(市、区)或设区市的行政区划代码。例如路桥区 331004,台州市 3310。',
    en: '“{district}” is not the division code of a county or city, such as 331004 or 3310.',
  },
  'import.bad_day': {
    status: 422,
    zh: '“{day}”不是日期,请写成 2018-12-31。',
    en: '“{day}” is not a day: write 2018-12-31.',
  },
  'import.bad_period': {
    status: 422,
    zh: '“{period}”不是统计期,请写成 2018 或 2018Q3。',
    en: '“{period}” is not a period: write 2018 or 2018Q3.',
  },
  'import.cancelled': {
    status: 409,
    zh: '导入已取消,没有留下任何数据。',
    en: 'The import was cancelled; nothing of it stayed.',
  },
  'import.interrupted': {
    status: 409,
    zh: '导入被中断(服务停止),没有留下任何数据,可以重新导入。',
    en: 'The import was interrupted (the service stopped); nothing of it stayed. Run it again.',
  },
  'import.no_upload': {
    status: 404,
    zh: '找不到上传的文件 {id},可能已过期清理。请重新上传。',
    en: 'The uploaded file {id} is gone, perhaps removed after its time. Upload it again.',
  },
  'import.no_file_field': {
    status: 400,
    zh: '请求里没有文件。请用 multipart 表单的 file 字段上传一个文件。',
    en: 'The request has no file. Send one file in the multipart field `file`.',
  },
  'import.too_large': {
    status: 413,
    zh: '文件超过 {limit} MB。请拆分,或用命令行导入。',
    en: 'The file is larger than {limit} MB. Split it, or import it at the command line.',
  },
  'import.no_run': { status: 404, zh: '没有编号为 {id} 的导入。', en: 'There is no import {id}.' },
  'import.already_over': {
    status: 409,
    zh: '导入 {id} 已经结束({state}),不能取消。',
    en: 'Import {id} is already over ({state}) and cannot be cancelled.',
  },
  'import.no_rejects': {
    status: 404,
    zh: '导入 {id} 没有被退回的行,或退回文件已过期清理。',
    en: 'Import {id} has no rejected rows, or their file was removed after its time.',
  },
});
