// elements as they stand on the page → text, lines, areas and images of one SVG → PNG
/**
 * A part of the page as a picture file: its words as text, its drawings as shapes, its canvases as images of a higher resolution, and
 * the fonts of its words inside. Only backgrounds that are gradients are pieces of HTML, which some programs leave out.
 */
import { drawnAt } from './Canvas.tsx';
import { say } from '../words/say.ts';

export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

/** Pixels of a canvas for one of the page. */
const CANVAS_RATIO = 3;
const REACH = 60;
/** How long each drawing of a file waits for its fonts before the next, in ms. */
const FONT_TURNS = [50, 150, 0];
const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

/**
 * @param margin in px round the element and what of it reaches over its edge
 * @param background a colour of CSS
 * @param without a selector of CSS: what of it is left out
 */
export async function pictureOf(element: HTMLElement, margin: number, background: string, without: string | null = null): Promise<Picture> {
  const { parts, families, box, at, size } = atItsEnd(element, () => writePicture(element, margin, without));
  const faces = await fontFaces(families);
  const svg = `<svg xmlns="${SVG_NAMESPACE}" width="${size.width}" height="${size.height}" viewBox="${box}">`
    + `${faces === '' ? '' : `<style>${xml(faces)}</style>`}<rect x="${round(at.x)}" y="${round(at.y)}" width="100%" height="100%" fill="${xml(background)}"/>`
    + `${parts.join('')}</svg>`;
  return { svg, ...size };
}

/** Where the page is scrolled to the end of it, the bars that stay on the screen stand in the room that is kept for them, and over nothing else. */
function atItsEnd<T>(element: HTMLElement, read: () => T): T {
  const { bottom, height } = element.getBoundingClientRect();
  if (height <= innerHeight) return read();
  const [x, y] = [scrollX, scrollY];
  scrollTo({ left: x, top: y + bottom - innerHeight, behavior: 'instant' });
  try {
    return read();
  } finally {
    scrollTo({ left: x, top: y, behavior: 'instant' });
  }
}

function writePicture(element: HTMLElement, margin: number, without: string | null): { readonly parts: readonly string[]; readonly families: ReadonlySet<string>; readonly box: string; readonly at: { readonly x: number; readonly y: number }; readonly size: { readonly width: number; readonly height: number } } {
  const { left, top, width, height } = element.getBoundingClientRect();
  const parts: string[] = [];
  const families = new Set<string>();
  const bounds = { left, top, right: left + width, bottom: top + height };
  writeElement(element, { parts, families, metrics: document.createElement('canvas').getContext('2d'), bounds, without, clips: 0 });
  // As far as something reaches over the edge, but no further than labels do.
  const at = { x: Math.max(bounds.left, left - REACH) - margin, y: Math.max(bounds.top, top - REACH) - margin };
  const size = {
    width: Math.ceil(Math.min(bounds.right, left + width + REACH) - at.x) + margin, height: Math.ceil(Math.min(bounds.bottom, top + height + REACH) - at.y) + margin,
  };
  return { parts, families, box: `${round(at.x)} ${round(at.y)} ${size.width} ${size.height}`, at, size };
}

/** @param scale pixels of the file for one of the page @throws Error where the browser cannot draw it */
export async function pngOf(picture: Picture, scale: number): Promise<Blob> {
  try {
    return await rasterOf(picture, scale);
  } catch {
    // Some browsers let no picture with HTML in it be read back.
    return rasterOf({ ...picture, svg: picture.svg.replaceAll(/<foreignObject.*?<\/foreignObject>/gs, '') }, scale);
  }
}

async function rasterOf({ svg, width, height }: Picture, scale: number): Promise<Blob> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext('2d');
  // Chromium takes up a picture's own fonts while it draws it: words of the first drawing can be missing, and the next one has them.
  for (const wait of FONT_TURNS) {
    context?.clearRect(0, 0, canvas.width, canvas.height);
    context?.drawImage(image, 0, 0, canvas.width, canvas.height);
    // Until it is read nothing need have been drawn.
    context?.getImageData(0, 0, 1, 1);
    await new Promise<void>((resolve) => { setTimeout(resolve, wait); });
  }
  const blob = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/png'); });
  if (blob === null) throw new Error(say('The browser has no room for a picture of this size.'));
  return blob;
}

type Writer = {
  readonly parts: string[];
  readonly families: Set<string>;
  readonly metrics: CanvasRenderingContext2D | null;
  /** Of all that is drawn outside of what is cut off. */
  readonly bounds: { left: number; top: number; right: number; bottom: number };
  readonly without: string | null;
  clips: number;
};

function reach({ bounds, clips }: Writer, { left, top, right, bottom, width, height }: DOMRect): void {
  if (clips > 0 || width === 0 || height === 0) return;
  bounds.left = Math.min(bounds.left, left);
  bounds.top = Math.min(bounds.top, top);
  bounds.right = Math.max(bounds.right, right);
  bounds.bottom = Math.max(bounds.bottom, bottom);
}

const round = (length: number): string => String(Math.round(length * 100) / 100);

function xml(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function boxOf({ x, y, width, height }: DOMRect): string {
  return `x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"`;
}

function writeElement(element: Element, writer: Writer): void {
  const style = getComputedStyle(element);
  const opacity = Number(style.opacity);
  if (style.display === 'none' || style.getPropertyValue('content-visibility') === 'hidden' || opacity === 0 || style.clipPath.startsWith('inset(50%')) return;
  if (writer.without !== null && element.matches(writer.without)) return;
  const { parts } = writer;
  const rect = element.getBoundingClientRect();
  const isSeen = style.visibility === 'visible';
  if (opacity < 1) parts.push(`<g opacity="${opacity}">`);
  if (element instanceof SVGSVGElement) {
    if (isSeen) parts.push(drawingOf(element, rect, writer));
  } else {
    if (isSeen) writeBox(style, rect, writer);
    if (isSeen) writeMark(element, '::before', rect, writer);
    if (element instanceof HTMLCanvasElement) {
      if (isSeen && rect.width > 0) reach(writer, rect);
      if (isSeen && rect.width > 0) parts.push(`<image ${boxOf(rect)} preserveAspectRatio="none" href="${(drawnAt(element, CANVAS_RATIO) ?? element).toDataURL()}"/>`);
    } else if (element instanceof HTMLInputElement) {
      if (isSeen) writeInput(element, style, rect, writer);
    } else if (!(element instanceof HTMLSelectElement)) {
      const clips = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      if (clips) parts.push(`<svg ${boxOf(rect)} viewBox="${round(rect.x)} ${round(rect.y)} ${round(rect.width)} ${round(rect.height)}">`);
      if (clips) writer.clips += 1;
      for (const child of element.childNodes) {
        if (child instanceof Element) writeElement(child, writer);
        else if (child instanceof Text && isSeen) writeText(child, style, writer);
      }
      if (clips) writer.clips -= 1;
      if (clips) parts.push('</svg>');
    }
    if (isSeen) writeMark(element, '::after', rect, writer);
  }
  if (opacity < 1) parts.push('</g>');
}

const TRANSPARENT = /^(?:transparent|rgba\(.*, 0\)|.*\/ 0\))$/;
const BACKGROUND_STYLES = ['background-image', 'background-position', 'background-size', 'background-repeat', 'background-origin', 'background-clip', 'border-width', 'border-radius', 'padding'] as const;
const DASHES: Readonly<Record<string, number>> = { dotted: 1, dashed: 3 };

/** Its background and the borders it has. */
function writeBox(style: CSSStyleDeclaration, rect: DOMRect, writer: Writer): void {
  const { parts } = writer;
  if (rect.width === 0 || rect.height === 0) return;
  const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith('%') ? rect.width / 100 : 1), rect.width / 2, rect.height / 2);
  if (!TRANSPARENT.test(style.backgroundColor)) parts.push(`<rect ${boxOf(rect)} rx="${round(radius)}" fill="${xml(style.backgroundColor)}"/>`);
  if (style.backgroundImage !== 'none') {
    const said = BACKGROUND_STYLES.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';');
    parts.push(`<foreignObject ${boxOf(rect)}><div xmlns="http://www.w3.org/1999/xhtml" style="${xml(`box-sizing:border-box;width:100%;height:100%;border-style:solid;border-color:transparent;${said}`)}"></div></foreignObject>`);
  }
  const { left, top, right, bottom } = rect;
  const sides = [
    ['Top', left, top, right, top, 0, 1], ['Bottom', left, bottom, right, bottom, 0, -1], ['Left', left, top, left, bottom, 1, 0], ['Right', right, top, right, bottom, -1, 0],
  ] as const;
  const drawn = sides.flatMap(([side, x1, y1, x2, y2, inX, inY]) => {
    const width = Number.parseFloat(style[`border${side}Width`]);
    const [line, colour] = [style[`border${side}Style`], style[`border${side}Color`]];
    if (width === 0 || line === 'none' || line === 'hidden' || TRANSPARENT.test(colour)) return [];
    const [dx, dy] = [inX * width / 2, inY * width / 2];
    const dash = DASHES[line] === undefined ? '' : ` stroke-dasharray="${DASHES[line] * width} ${DASHES[line] * width}"`;
    return [{ width, colour, dash, path: `<line x1="${round(x1 + dx)}" y1="${round(y1 + dy)}" x2="${round(x2 + dx)}" y2="${round(y2 + dy)}" stroke="${xml(colour)}" stroke-width="${width}"${dash}/>` }];
  });
  const [first] = drawn;
  if (drawn.length > 0) reach(writer, rect);
  if (radius > 0 && first !== undefined && drawn.length === 4) {
    const half = first.width / 2;
    parts.push(`<rect ${boxOf(new DOMRect(left + half, top + half, rect.width - first.width, rect.height - first.width))} rx="${round(Math.max(0, radius - half))}" fill="none" stroke="${xml(first.colour)}" stroke-width="${first.width}"${first.dash}/>`);
  } else parts.push(...drawn.map(({ path }) => path));
}

/** A mark that a style sheet puts at a place of its own within an element. */
function writeMark(element: Element, which: '::before' | '::after', { x, y }: DOMRect, writer: Writer): void {
  const style = getComputedStyle(element, which);
  const isOwn = style.position === 'absolute' && getComputedStyle(element).position !== 'static';
  const [left, top, width, height] = [style.left, style.top, style.width, style.height].map((length) => Number.parseFloat(length));
  if (!isOwn || style.content === 'none' || style.display === 'none' || style.visibility !== 'visible' || style.opacity === '0') return;
  if (left === undefined || top === undefined || width === undefined || height === undefined || Number.isNaN(left + top + width + height)) return;
  const rect = new DOMRect(x + element.clientLeft + left, y + element.clientTop + top, width, height);
  const [cx, cy] = [round(rect.x + width / 2), round(rect.y + height / 2)];
  if (style.transform !== 'none') writer.parts.push(`<g transform="translate(${cx} ${cy}) ${style.transform} translate(${round(-rect.x - width / 2)} ${round(-rect.y - height / 2)})">`);
  writeBox(style, rect, writer);
  const [, text = ''] = /^"(.*?)"/.exec(style.content) ?? [];
  if (text !== '') putText(text, rect, style, writer);
  if (style.transform !== 'none') writer.parts.push('</g>');
}

/** What is in a field; a slider as its track and its knob. */
function writeInput(element: HTMLInputElement, style: CSSStyleDeclaration, rect: DOMRect, writer: Writer): void {
  if (element.type === 'range') {
    const [min, max] = [Number(element.min || 0), Number(element.max || 100)];
    const y = rect.y + rect.height / 2;
    const x = rect.x + 7 + (rect.width - 14) * ((element.valueAsNumber - min) / (max - min || 1));
    writer.parts.push(
      `<line x1="${round(rect.x)}" y1="${round(y)}" x2="${round(rect.right)}" y2="${round(y)}" stroke="${xml(style.color)}"/>`,
      `<circle cx="${round(x)}" cy="${round(y)}" r="6" fill="${xml(getComputedStyle(document.body).backgroundColor)}" stroke="${xml(style.color)}" stroke-width="2"/>`,
    );
  } else if (['text', 'number', 'search', ''].includes(element.type)) {
    const pad = (side: 'Left' | 'Right'): number => Number.parseFloat(style[`padding${side}`]) + Number.parseFloat(style[`border${side}Width`]);
    const width = measure(element.value, style, writer).width;
    const isRight = style.textAlign === 'right' || style.textAlign === 'end';
    const x = isRight ? rect.right - pad('Right') - width : rect.x + pad('Left');
    putText(element.value, new DOMRect(x, rect.y, width, rect.height), style, writer);
  }
}

/** Each line of it where it stands. */
function writeText(node: Text, style: CSSStyleDeclaration, writer: Writer): void {
  if (node.data.trim() === '') return;
  const range = document.createRange();
  type Line = { readonly text: string; readonly left: number; readonly right: number; readonly rect: DOMRect };
  let line = null as Line | null;
  const finish = (): void => {
    if (line !== null && line.text.trim() !== '') putText(line.text, new DOMRect(line.left, line.rect.y, line.right - line.left, line.rect.height), style, writer);
    line = null;
  };
  let at = 0;
  for (const letter of node.data) {
    range.setStart(node, at);
    at += letter.length;
    range.setEnd(node, at);
    const rect = range.getClientRects()[0];
    if (rect === undefined || (rect.width === 0 && /\s/.test(letter))) continue;
    if (line !== null && Math.abs(rect.y - line.rect.y) > rect.height / 2) finish();
    line = line === null ? { text: letter, left: rect.left, right: rect.right, rect } : { ...line, text: line.text + letter, right: Math.max(line.right, rect.right) };
  }
  finish();
}

function measure(text: string, { fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration, { metrics }: Writer): { readonly width: number; readonly ascent: number; readonly descent: number } {
  const size = Number.parseFloat(fontSize);
  if (metrics === null) return { width: text.length * size / 2, ascent: 0.8 * size, descent: 0.2 * size };
  metrics.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const { width, fontBoundingBoxAscent, fontBoundingBoxDescent } = metrics.measureText(text);
  return { width, ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent };
}

function putText(text: string, rect: DOMRect, style: CSSStyleDeclaration, writer: Writer): void {
  if (TRANSPARENT.test(style.color)) return;
  reach(writer, rect);
  const { ascent, descent } = measure(text, style, writer);
  const y = rect.y + (rect.height - ascent - descent) / 2 + ascent;
  noteFamilies(style.fontFamily, writer);
  const fit = text.length > 1 ? ` textLength="${round(rect.width)}" lengthAdjust="spacingAndGlyphs"` : '';
  writer.parts.push(`<text x="${round(rect.x)}" y="${round(y)}"${fit} font-family="${xml(style.fontFamily)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}" font-style="${style.fontStyle}" fill="${xml(style.color)}" style="white-space:pre;font-variant-numeric:${style.fontVariantNumeric}">${xml(text)}</text>`);
}

function noteFamilies(list: string, { families }: Writer): void {
  for (const name of list.split(',')) families.add(plainName(name));
}

const plainName = (name: string): string => name.trim().replaceAll(/^["']|["']$/g, '');

/** What style sheets say of shapes and stands in no attribute. */
const SHAPE_STYLES = [
  'fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'stroke-opacity', 'opacity', 'visibility', 'display', 'transform',
  'paint-order', 'vector-effect', 'shape-rendering', 'font-family', 'font-size', 'font-weight', 'font-style', 'font-variant-numeric', 'text-anchor', 'dominant-baseline', 'letter-spacing',
] as const;

/** A drawing of the page with its styles in it, where it stands. */
function drawingOf(svg: SVGSVGElement, rect: DOMRect, writer: Writer): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [[svg, ...svg.querySelectorAll('*')], [copy, ...copy.querySelectorAll('*')]];
  originals.forEach((original, i) => {
    const own = getComputedStyle(original);
    const isText = original.tagName === 'text' || original.tagName === 'tspan';
    const said = SHAPE_STYLES.filter((name) => (original !== svg || (name !== 'transform' && name !== 'display')) && own.getPropertyValue(name) !== '' && own.getPropertyValue(name) !== 'none' || name === 'fill' || name === 'stroke');
    copies[i]?.setAttribute('style', said.filter((name) => isText || !/^(?:font|text|dominant|letter)/.test(name)).map((name) => `${name}:${own.getPropertyValue(name)}`).join(';'));
    copies[i]?.removeAttribute('class');
    if (isText) noteFamilies(own.fontFamily, writer);
  });
  if (!copy.hasAttribute('viewBox')) copy.setAttribute('viewBox', `0 0 ${round(rect.width)} ${round(rect.height)}`);
  for (const [name, value] of [['x', rect.x], ['y', rect.y], ['width', rect.width], ['height', rect.height]] as const) copy.setAttribute(name, round(value));
  copy.style.overflow = getComputedStyle(svg).overflow;
  return new XMLSerializer().serializeToString(copy);
}

/** The faces of these families that the page has, their files inside: a picture file can fetch nothing. */
async function fontFaces(families: ReadonlySet<string>): Promise<string> {
  const rules = Array.from(document.styleSheets).flatMap((sheet) => Array.from(sheet.cssRules, (rule) => ({ rule, base: sheet.href ?? document.baseURI })));
  const faces = await Promise.all(rules.map(async ({ rule, base }) => {
    if (!(rule instanceof CSSFontFaceRule) || !families.has(plainName(rule.style.getPropertyValue('font-family')))) return '';
    const file = /url\(["']?([^"')]+)["']?\) format\(["']?woff2/.exec(rule.style.getPropertyValue('src'))?.[1];
    if (file === undefined) return '';
    const bytes = new Uint8Array(await (await fetch(new URL(file, base))).arrayBuffer());
    const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const said = ['font-family', 'font-weight', 'font-style', 'unicode-range'].flatMap((name) => (rule.style.getPropertyValue(name) === '' ? [] : [`${name}:${rule.style.getPropertyValue(name)}`]));
    return `@font-face{${said.join(';')};src:url(data:font/woff2;base64,${btoa(letters)}) format("woff2")}`;
  }));
  return faces.join('');
}
