import { strToU8, zipSync } from 'fflate'

/** A minimal xlsx from the inner XML of its first sheet. */
export function aWorkbook(
  sheetXml: string,
  parts: {
    readonly strings?: string
    readonly styles?: string
    readonly workbookPr?: string
    readonly level?: 0 | 1 | 6
  } = {},
): Uint8Array {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const files = {
    '[Content_Types].xml': strToU8(`${head}<Types/>`),
    'xl/workbook.xml': strToU8(
      `${head}<workbook ${main} xmlns:r="${rel}">${parts.workbookPr ?? ''}<sheets><sheet name="订单" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${head}<Relationships><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    ...(parts.strings === undefined
      ? {}
      : { 'xl/sharedStrings.xml': strToU8(`${head}<sst ${main}>${parts.strings}</sst>`) }),
    ...(parts.styles === undefined
      ? {}
      : { 'xl/styles.xml': strToU8(`${head}<styleSheet ${main}>${parts.styles}</styleSheet>`) }),
    'xl/worksheets/sheet1.xml': strToU8(`${head}<worksheet ${main}>${sheetXml}</worksheet>`),
  }
  return zipSync(files, { level: parts.level ?? 6 })
}
