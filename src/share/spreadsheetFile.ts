// cells → the XML of Office Open (ECMA-376) → a zip of seven files
/** A workbook of one sheet as the bytes of an .xlsx file. Pure: the same sheet gives the same bytes. */
import { strToU8, zipSync } from 'fflate';

/** A piece of text in one face. */
export type TextRun = { readonly text: string; readonly italic?: boolean; readonly level?: 'below' | 'above' };

/** What a cell looks like: its part in the sheet. */
export type CellStyle = 'title' | 'note' | 'section' | 'head' | 'name' | 'how' | 'setting' | 'derived' | 'given' | 'computed' | 'gradient' | 'result';

export type Cell =
  | { readonly kind: 'blank'; readonly style: CellStyle }
  /** Never a formula, whatever it begins with. */
  | { readonly kind: 'text'; readonly text: string | readonly TextRun[]; readonly style: CellStyle }
  | { readonly kind: 'number'; readonly value: number; readonly style: CellStyle }
  /** `formula` without the equals sign; `value` is what it gives, shown by programs that do not calculate. Not finite: left out. */
  | { readonly kind: 'formula'; readonly formula: string; readonly value: number; readonly style: CellStyle };

export type Sheet = {
  readonly name: string;
  /** [row][column]; holes are empty cells. */
  readonly rows: readonly (readonly (Cell | undefined)[])[];
  /** In widths of a digit. */
  readonly widths: readonly number[];
  /** Columns on the left that stay when one scrolls. */
  readonly frozenColumns: number;
};

const STYLES: readonly CellStyle[] = ['title', 'note', 'section', 'head', 'name', 'how', 'setting', 'derived', 'given', 'computed', 'gradient', 'result'];

/** "A" for 0, "AA" for 26. */
function columnName(column: number): string {
  return (column < 26 ? '' : columnName(Math.floor(column / 26) - 1)) + String.fromCharCode(65 + (column % 26));
}

/** "C9" for row 8, column 2; with `fixed` "$C$9", which stays when the formula is copied to another cell. */
export function cellName(row: number, column: number, fixed = false): string {
  return fixed ? `$${columnName(column)}$${row + 1}` : `${columnName(column)}${row + 1}`;
}

/** Text as it may stand in XML: marked characters spelled out, characters that XML forbids left out. */
export function xmlText(text: string): string {
  return text
    .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '')
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** The workbook with this one sheet, for Excel, LibreOffice, Numbers and Google Sheets. Everything is calculated again when it is opened. */
export function spreadsheetFile(sheet: Sheet): Uint8Array {
  const files: Readonly<Record<string, string>> = {
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': relationships([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbook(sheet.name),
    'xl/_rels/workbook.xml.rels': relationships([['worksheet', 'worksheets/sheet1.xml'], ['styles', 'styles.xml']]),
    'xl/styles.xml': STYLE_SHEET,
    'xl/worksheets/sheet1.xml': worksheet(sheet),
  };
  // A fixed day, so that the same sheet is the same file.
  return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])), { level: 6, mtime: new Date(2000, 0, 1, 12) });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types">`
  + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
  + `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/>`
  + `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/>`
  + `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`;

function relationships(targets: readonly (readonly [string, string])[]): string {
  const entries = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`);
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries.join('')}</Relationships>`;
}

function workbook(name: string): string {
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${xmlText(name)}" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>`;
}

/** Ink, quiet ink, paper, rule and the gradients' hue, as the page has them in the light. */
const INK = 'FF23211D';
const QUIET = 'FF6A665E';
const PAPER = 'FFFBF3DC';
const RULE = 'FFC9C3B5';
const GRADIENT = 'FF83106A';

const font = (colour: string, rest = ''): string => `<font>${rest}<sz val="11"/><color rgb="${colour}"/><name val="Calibri"/><family val="2"/></font>`;
const FONTS = [
  font(INK), font(INK, '<b/>'), `<font><b/><sz val="16"/><color rgb="${INK}"/><name val="Calibri"/><family val="2"/></font>`, font(QUIET), font(GRADIENT),
];
const FILLS = ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>', `<fill><patternFill patternType="solid"><fgColor rgb="${PAPER}"/><bgColor indexed="64"/></patternFill></fill>`];
const side = (name: string, style: string): string => `<${name} style="${style}"><color rgb="${RULE}"/></${name}>`;
const BORDERS = [
  '<border><left/><right/><top/><bottom/><diagonal/></border>',
  `<border>${['left', 'right', 'top', 'bottom'].map((name) => side(name, 'thin')).join('')}<diagonal/></border>`,
  `<border><left/><right/><top/>${side('bottom', 'medium')}<diagonal/></border>`,
];

/** Four decimals, a plain 0, and a power of ten where four decimals would show nothing but zeros or not fit. */
const FOUR_DECIMALS = { id: 164, code: '0.0000;-0.0000;0' };
const POWER_OF_TEN = { id: 165, code: '0.00E+00' };
const needsPower = (cell: string): string => `AND(ISNUMBER(${cell}),${cell}<>0,OR(ABS(${cell})<0.001,ABS(${cell})>=100000))`;
const formatXml = ({ id, code }: { readonly id: number; readonly code: string }): string => `<numFmt numFmtId="${id}" formatCode="${code}"/>`;

/** Indices of font, fill and border, and where the text stands; settings are shown as they are. */
const LOOKS: Readonly<Record<CellStyle, { readonly font: number; readonly fill?: number; readonly border?: number; readonly align?: 'left' | 'right'; readonly wraps?: true }>> = {
  title: { font: 2 }, note: { font: 3 }, section: { font: 1, border: 2 }, head: { font: 3, align: 'right', wraps: true },
  name: { font: 0, align: 'left' }, how: { font: 3, align: 'left', wraps: true },
  setting: { font: 0, fill: 2, border: 1 }, derived: { font: 0 }, given: { font: 0, fill: 2, border: 1 }, computed: { font: 0 }, gradient: { font: 4 }, result: { font: 1 },
};

/** Texts are marked as such (quotePrefix), so that a program that edits the cell does not take it for a formula. */
function look(style: CellStyle): string {
  const { font: fontId, fill = 0, border = 0, align, wraps } = LOOKS[style];
  const isText = ['title', 'note', 'section', 'head', 'name', 'how'].includes(style);
  const across = align === undefined ? '' : ` horizontal="${align}"`;
  const alignment = `<alignment${across} vertical="${style === 'head' ? 'bottom' : 'top'}"${wraps === true ? ' wrapText="1"' : ''}/>`;
  const format = isText || style === 'setting' || style === 'derived' ? 0 : FOUR_DECIMALS.id;
  return `<xf numFmtId="${format}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"`
    + `${isText ? ' quotePrefix="1"' : ''} applyAlignment="1">${alignment}</xf>`;
}

const STYLE_SHEET = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2">${formatXml(FOUR_DECIMALS)}${formatXml(POWER_OF_TEN)}</numFmts><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="${FILLS.length}">${FILLS.join('')}</fills>`
  + `<borders count="${BORDERS.length}">${BORDERS.join('')}</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>`
  + `<cellXfs count="${STYLES.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${STYLES.map(look).join('')}</cellXfs>`
  + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
  + `<dxfs count="1"><dxf>${formatXml(POWER_OF_TEN)}</dxf></dxfs></styleSheet>`;

function worksheet({ rows, widths, frozenColumns }: Sheet): string {
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('');
  const corner = cellName(0, frozenColumns);
  const pane = frozenColumns === 0 ? '' : `<pane xSplit="${frozenColumns}" topLeftCell="${corner}" activePane="topRight" state="frozen"/><selection pane="topRight"/>`;
  const numbers = `${corner}:${cellName(Math.max(0, rows.length - 1), Math.max(frozenColumns, widths.length - 1))}`;
  const body = rows.map((cells, row) => {
    const written = cells.map((cell, column) => (cell === undefined ? '' : cellXml(cell, cellName(row, column)))).join('');
    const lines = Math.max(1, ...cells.map((cell, column) => (cell === undefined ? 1 : linesOf(cell, widths[column] ?? Infinity))));
    const height = cells[0]?.style === 'title' ? ` ht="${1.6 * LINE}" customHeight="1"` : lines === 1 ? '' : ` ht="${Math.min(lines, MOST_LINES) * LINE}" customHeight="1"`;
    return written === '' ? '' : `<row r="${row + 1}"${height}>${written}</row>`;
  }).join('');
  return `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews>`
    + `<sheetFormatPr defaultRowHeight="${LINE}"/><cols>${columns}</cols><sheetData>${body}</sheetData>`
    + `<conditionalFormatting sqref="${numbers}"><cfRule type="expression" dxfId="0" priority="1"><formula>${xmlText(needsPower(corner))}</formula></cfRule></conditionalFormatting>`
    + '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
    // Formulas that differ from their neighbours' are no mistake here, and need no mark that says so.
    + `<ignoredErrors><ignoredError sqref="A1:${cellName(Math.max(0, rows.length - 1), Math.max(1, widths.length - 1))}" formula="1" formulaRange="1"/></ignoredErrors></worksheet>`;
}

const LINE = 15;
const MOST_LINES = 6;

/** Lines that the text of a cell takes where its style wraps. */
function linesOf(cell: Cell, width: number): number {
  if (cell.kind !== 'text' || LOOKS[cell.style].wraps !== true) return 1;
  const words = (typeof cell.text === 'string' ? cell.text : cell.text.map(({ text, level }) => (level === undefined ? text : text.slice(0, Math.ceil(0.7 * text.length)))).join('')).split(' ');
  let lines = 1;
  let taken = 0;
  for (const { length } of words) {
    // A letter is narrower than a digit on average.
    const wide = 0.86 * (length + 1);
    if (taken > 0 && taken + wide > width) {
      lines += 1;
      taken = 0;
    }
    taken += wide;
  }
  return lines;
}

function cellXml(cell: Cell, name: string): string {
  const start = `<c r="${name}" s="${STYLES.indexOf(cell.style) + 1}"`;
  switch (cell.kind) {
    case 'blank': return `${start}/>`;
    case 'text': return `${start} t="inlineStr"><is>${typeof cell.text === 'string' ? textXml(cell.text) : cell.text.map((run) => runXml(run, cell.style)).join('')}</is></c>`;
    case 'number': return Number.isFinite(cell.value) ? `${start}><v>${cell.value}</v></c>` : `${start}/>`;
    case 'formula': return `${start}><f>${xmlText(cell.formula)}</f>${Number.isFinite(cell.value) ? `<v>${cell.value}</v>` : ''}</c>`;
  }
}

const textXml = (text: string): string => `<t xml:space="preserve">${xmlText(text)}</t>`;

function runXml({ text, italic = false, level }: TextRun, style: CellStyle): string {
  const raised = level === undefined ? '' : `<vertAlign val="${level === 'below' ? 'subscript' : 'superscript'}"/>`;
  const colour = style === 'how' || style === 'head' ? QUIET : style === 'gradient' ? GRADIENT : INK;
  return `<r><rPr>${italic ? '<i/>' : ''}${raised}<sz val="11"/><color rgb="${colour}"/><rFont val="Calibri"/><family val="2"/></rPr>${textXml(text)}</r>`;
}
