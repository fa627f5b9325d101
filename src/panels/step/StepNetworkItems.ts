// z₁ 1.58 above on the left, a above on the right, ∂L/∂z and ∂L/∂a below them, b inside, w on its edge
/** Every number in the picture of a step: what it is called, where it stands, and from which position on it is known. */
import { biasIndex } from '../../engine/network.ts';
import { addressKey, type Address } from '../../explain/address.ts';
import type { Script } from '../../explain/script.ts';
import type { Names } from '../../explain/names.ts';
import type { Pass, Study } from '../../explain/study.ts';
import { toneOfSign } from '../../explain/tone.ts';
import { formatExact, formatNumber, formatSigned } from '../../viz/format.ts';
import { isNarrow } from '../../viz/stepColumns.ts';
import { loneLabel, placeLabels } from './StepNetworkLabels.ts';
import { lossPicture, targetOutput, targetPlace } from './StepNetworkLoss.ts';
import { isLabelled, middleOf, readsLogits, type PlacedUnit, type Rect, type StepLayout } from './StepNetworkLayout.ts';
import { numberWidth, textWidth } from './StepPathsText.ts';

type Tone = 'ink' | 'neg' | 'pos' | 'grad';

export type StepItem = {
  readonly key: string;
  /** null: the number alone, its symbol has no room. */
  readonly markup: string | null;
  /** Between symbol and number, "=" or nothing. */
  readonly sign: string;
  readonly spoken: string;
  readonly text: string;
  readonly exact: string;
  readonly tone: Tone;
  readonly x: number;
  /** The middle of the line. */
  readonly y: number;
  readonly align: 'start' | 'middle' | 'end';
  readonly size: 'small' | 'label' | 'value' | 'key' | 'stacked';
  readonly halo: boolean;
  /** Over the curve in a box. */
  readonly inside: boolean;
  /** The symbol alone stands there; its number is in its name. */
  readonly bare: boolean;
  /** Position from which it is shown; before it an en dash stands there. */
  readonly knownAt: number;
  /** Its symbol where it stands on the marker alone, beside the number, which stays where it is. */
  readonly litMarkup: string | null;
  readonly litSide: 'before' | 'left' | 'right';
  /** Above or below a box: fingers reach it from the box. */
  readonly at: 'above' | 'below' | null;
  /** Shares its place with others: there is the first of them, unless another is on the marker. */
  readonly slot: string | null;
  readonly isSpare: boolean;
};

/** What there is room for: of those that share a place one, that on the marker if there is one. */
export function shownItems(items: readonly StepItem[], isLit: (item: StepItem) => boolean): readonly StepItem[] {
  const taken = new Set(items.flatMap((item) => (item.isSpare && isLit(item) ? [item.slot] : [])));
  return items.filter((item) => (item.isSpare ? isLit(item) : item.slot === null || !taken.has(item.slot)));
}

type Place = Pick<StepItem, 'x' | 'y' | 'align'>;
type Look = Partial<Pick<StepItem, 'litSide' | 'at' | 'slot' | 'isSpare'>> & { readonly symbol?: boolean; readonly digits?: number; readonly sign?: string; readonly tone?: Tone; readonly size?: StepItem['size']; readonly halo?: boolean; readonly inside?: boolean; readonly bare?: boolean };

export type ItemSource = { readonly study: Study; readonly script: Pick<Script, 'knownAt'>; readonly pass: Pass; readonly example: number; readonly layout: StepLayout };

/** A power of ten leaves a small cell room for one digit before it. */
function digitsOf(value: number, size: StepItem['size']): number {
  const magnitude = Math.abs(value);
  return size === 'small' && magnitude > 0 && (magnitude < 1e-3 || magnitude >= 1e4) ? 1 : 3;
}

/** In a narrower gap the symbol of a lit edge stands over its number. */
const LEAST_GAP = 44;
const LONE_WIDTH = 84;

/** With more edges than these on the marker it is the whole that is meant, and no single weight. */
const MOST_LIT = 3;

/** As much of two labels as stands beside one another over a box: symbols and three digits, two digits, or these alone. */
function besideOneAnother(
  labels: readonly (readonly [Address, number])[], width: number,
  { names, text, symbol, signed }: { readonly names: Names; readonly text: number; readonly symbol: boolean; readonly signed: boolean },
): { readonly symbol: boolean; readonly digits: number } {
  const ways = [{ symbol, digits: 3 }, { symbol, digits: 2 }, { symbol: false, digits: 3 }, { symbol: false, digits: 2 }, { symbol: false, digits: 1 }];
  const fits = ways.find((way) => width >= labels.reduce((total, [address, value]) => total
    + (way.symbol ? textWidth(names.symbol(address).markup, text) + 0.25 * text : 0)
    + numberWidth(signed ? formatSigned(value, way.digits) : formatNumber(value, way.digits), text), 0.5 * text));
  return fits ?? { symbol: false, digits: 1 };
}

/** Inputs and the loss are written this much larger than the other labels. */
const VALUE_SIZE = 15 / 13;

/** Px that a symbol and its number take. */
function widthOf(markup: string, value: number, size: number, sign = ''): number {
  return textWidth(markup, size) + numberWidth(formatNumber(value), size) + (sign === '' ? 0.25 : 1.1) * size;
}

/** As wide as this at 13 px of text a box has room for both gradients with a symbol between them. */
const ROOMY_GRADIENTS = 150;

/** Room that the numbers of a box in a row take beside its curve: columns of this many px of 13 px text. */
const CELL = 46;
const TWO_CELLS = 150;

/** Width of the curve in a box; the rest of it is for numbers. */
export function curveWidth(look: StepLayout['lossLook'], width: number, text: number): number {
  if (look !== 'row') return width;
  const cells = width >= (TWO_CELLS * text) / 13 ? 2 : 1;
  return Math.round(width - (cells * CELL * text) / 13);
}

/** Between columns so near one another not even a value has room; the formula and the ledger have it. */
function isTight(gap: number, text: number): boolean {
  return gap < (LEAST_GAP * text) / 13;
}

/** The labels of the few edges on the marker that have none of their own. */
export function litItems({ study, layout }: Pick<ItemSource, 'study' | 'layout'>, items: readonly StepItem[], edges: ReadonlySet<number>): readonly StepItem[] {
  if (edges.size === 0 || edges.size > MOST_LIT) return [];
  return layout.edges.flatMap((edge): StepItem[] => {
    const address: Address = { kind: 'parameter', index: edge.parameter };
    const key = addressKey(address);
    if (!edges.has(edge.parameter) || items.some((item) => item.key === key) || isTight(edge.x2 - edge.x1, layout.text)) return [];
    const value = study.trace.theta[edge.parameter] ?? Number.NaN;
    const { markup, spoken } = study.names.symbol(address);
    const { x, y, align, halo } = loneLabel(edge);
    const isStacked = edge.x2 - edge.x1 < (LONE_WIDTH * layout.text) / 13;
    // On a level edge it stands on the side where the input's own label is not.
    const aside = !isStacked || edge.layer > 0 || Math.abs(edge.y2 - edge.y1) > layout.line ? 0 : layout.line * (edge.y1 > layout.height / 2 ? -0.9 : 0.9);
    return [{
      key, markup, sign: '', spoken, text: formatNumber(value), exact: formatExact(value), tone: toneOfSign(value) ?? 'ink', x, y: y + aside, align,
      size: isStacked ? 'stacked' : 'label', halo, inside: false,
      bare: false, knownAt: 0, litMarkup: null, litSide: 'before', at: null, slot: null, isSpare: false,
    }];
  });
}

/** All numbers of one example in the picture, in the order in which they are computed on the way forward. */
export function stepItems({ study, script, pass, example, layout }: ItemSource): readonly StepItem[] {
  const { network, names } = study;
  const items: StepItem[] = [];
  const { text, line } = layout;
  const scale = text / 13;
  const last = network.layers.length - 1;

  const add = (address: Address, value: number, place: Place, look: Look = {}): void => {
    const { symbol = true, sign = '', tone = 'ink', size = 'label', halo = false, inside = false, bare = false, digits = digitsOf(value, size), litSide = 'before', at = null, slot = null, isSpare = false } = look;
    const name = names.symbol(address);
    items.push({
      key: addressKey(address), markup: symbol ? name.markup : null, sign, spoken: name.spoken,
      text: tone === 'grad' ? formatSigned(value, digits) : formatNumber(value, digits), exact: formatExact(value), tone, ...place, size, halo, inside, bare, knownAt: script.knownAt(address),
      litMarkup: symbol || size === 'small' ? null : name.markup, litSide, at, slot, isSpare,
    });
  };

  const narrow = isNarrow(layout.width, text);
  // Under the lower dots there is room for two or three; many stand over theirs, the first as far as the picture reaches.
  // Presenting, a weight's value reaches back over the dot: where there is room the input stands a line further off.
  const aside = (room: number, by: number): number => (text > 13 && room > 49 * scale ? by : 0);
  const narrowInputY = (y: number): number => (layout.inputs.length > 4 ? Math.max(8 * scale, y - 14 * scale) : y + (y > layout.height / 2 ? 23 + aside(layout.height - y, 10) : -18 - aside(y, 18)) * scale);
  const bare = narrow && isTight((layout.layers[0]?.units[0]?.x ?? Infinity) - (layout.inputs[0]?.x ?? 0), text);
  // All of them in one size, the larger one where the longest has room.
  const inputSize = layout.inputs.every(({ feature, x }) => widthOf(names.symbol({ kind: 'input', example, feature }).markup, pass.inputs[feature] ?? Number.NaN, VALUE_SIZE * text, '=') <= x - 10 * scale) ? 'value' : 'label';
  for (const { feature, x, y } of layout.inputs) {
    const input = { kind: 'input', example, feature } as const;
    const value = pass.inputs[feature] ?? Number.NaN;
    if (narrow) add(input, value, { x: 0, y: narrowInputY(y), align: 'start' }, { sign: '=', bare, halo: layout.inputs.length > 4 });
    else add(input, value, { x: x - 10 * scale, y, align: 'end' }, { sign: '=', size: inputSize });
  }

  const labels = placeLabels(layout, names.symbol({ kind: 'parameter', index: 0 }).markup.includes('^'));
  layout.layers.forEach(({ units, look }, layer) => {
    for (const label of labels) {
      if (label.edge.layer !== layer) continue;
      const value = study.trace.theta[label.edge.parameter] ?? Number.NaN;
      add({ kind: 'parameter', index: label.edge.parameter }, value, label, { tone: toneOfSign(value) ?? 'ink', halo: label.halo, symbol: label.symbol });
    }
    for (const unit of units) {
      const of = { example, layer, unit: unit.unit } as const;
      const z = { address: { kind: 'z', ...of } as const, value: pass.z[layer]?.[unit.unit] ?? Number.NaN };
      const a = { address: { kind: 'a', ...of } as const, value: pass.a[layer]?.[unit.unit] ?? Number.NaN };
      const delta = { address: { kind: 'delta', ...of } as const, value: pass.delta[layer]?.[unit.unit] ?? Number.NaN };
      const dLda = { address: { kind: 'dLda', ...of } as const, value: pass.upstream[layer + 1]?.[unit.unit] ?? Number.NaN };
      // Where the loss reads the weighted sums there is no ∂L/∂a of the output.
      const hasUpstream = layer < last || !readsLogits(study.trace.config.loss);
      if (look === 'full' || look === 'values') {
        const symbol = look === 'full';
        const [above, below] = [unit.y - line / 2, unit.y + unit.height + line / 2 + 2];
        const [left, right] = [{ x: unit.x, align: 'start' }, { x: unit.x + unit.width, align: 'end' }] as const;
        const over = besideOneAnother([[z.address, z.value], [a.address, a.value]], unit.width, { names, text, symbol, signed: false });
        add(z.address, z.value, { ...left, y: above }, { ...over, at: 'above', litSide: 'left' });
        add(a.address, a.value, { ...right, y: above }, { ...over, at: 'above', litSide: 'right' });
        const bias = study.trace.theta[biasIndex(network, layer, unit.unit)] ?? Number.NaN;
        add({ kind: 'parameter', index: biasIndex(network, layer, unit.unit) }, bias,
          { x: unit.x + unit.width - 6 * scale, y: unit.y + unit.height - 12 * scale, align: 'end' }, { symbol, tone: toneOfSign(bias) ?? 'ink', inside: true });
        // The symbol of ∂L/∂a has room before the number only where the box is wide.
        const roomy = unit.width >= ROOMY_GRADIENTS * scale;
        const under = besideOneAnother([[delta.address, delta.value], [dLda.address, dLda.value]], unit.width, { names, text, symbol: false, signed: true });
        add(delta.address, delta.value, { ...left, y: below }, { ...under, tone: 'grad', at: 'below', litSide: 'left' });
        if (hasUpstream) add(dLda.address, dLda.value, { ...right, y: below }, { ...under, tone: 'grad', at: 'below', litSide: roomy ? 'before' : 'right' });
      } else if (look === 'one') {
        const place = { x: unit.x + unit.width / 2, align: 'middle' } as const;
        const above = { ...place, y: unit.y - line / 2 } as const;
        const below = { ...place, y: unit.y + unit.height + line / 2 + 2 } as const;
        const slots = [`above ${layer}.${unit.unit}`, `below ${layer}.${unit.unit}`] as const;
        add(z.address, z.value, above, { at: 'above', slot: slots[0], isSpare: true });
        add(a.address, a.value, above, { at: 'above', slot: slots[0] });
        add(delta.address, delta.value, below, { symbol: false, tone: 'grad', at: 'below', slot: slots[1] });
        if (hasUpstream) add(dLda.address, dLda.value, below, { tone: 'grad', at: 'below', slot: slots[1], isSpare: true });
        const index = biasIndex(network, layer, unit.unit);
        const bias = study.trace.theta[index] ?? Number.NaN;
        add({ kind: 'parameter', index }, bias, below, { tone: toneOfSign(bias) ?? 'ink', at: 'below', slot: slots[1], isSpare: true });
      } else if (look === 'row') {
        rowCells(unit, text).forEach((place, i) => {
          const four = [z, a, delta, hasUpstream ? dLda : null];
          const quantity = (rowCells(unit, text).length === 4 ? four : [a, delta])[i];
          if (quantity === undefined || quantity === null) return;
          const isGradient = quantity === delta || quantity === dLda;
          add(quantity.address, quantity.value, place, { symbol: false, size: 'small', tone: isGradient ? 'grad' : 'ink' });
        });
      }
    }
  });
  addLosses(layout, study, pass, example, add);
  return items;
}

/** Right ends of the numbers beside a curve: z and a over their gradients, or a over δ, or a and δ, or a alone. */
function rowCells(unit: PlacedUnit, text: number): readonly Place[] {
  const scale = text / 13;
  const right = unit.x + unit.width - 5 * scale;
  const two = unit.width >= TWO_CELLS * scale;
  const [top, bottom] = [unit.y + unit.height / 2 - 12 * scale, unit.y + unit.height / 2 + 12 * scale];
  const at = (x: number, y: number): Place => ({ x, y, align: 'end' });
  const left = right - CELL * scale;
  if (unit.height < 46 * scale) return two ? [at(left, middleOf(unit)), at(right, middleOf(unit))] : [at(right, middleOf(unit))];
  return two ? [at(left, top), at(right, top), at(left, bottom), at(right, bottom)] : [at(right, top), at(right, bottom)];
}

function addLosses(
  layout: StepLayout, study: Study, pass: Pass, example: number, add: (address: Address, value: number, place: Place, look?: Look) => void,
): void {
  const { line, losses, lossLook, text } = layout;
  const single = losses.length === 1;
  const roomy = isLabelled(lossLook);
  for (const box of losses) {
    const above = box.y - line / 2;
    // Where it is wider than its box it ends with it, a line higher: over the output's own label.
    const isWide = widthOf(study.names.symbol({ kind: 'exampleLoss', example }).markup, pass.loss, VALUE_SIZE * text) > box.width;
    if (single && isWide) add({ kind: 'exampleLoss', example }, pass.loss, { x: box.x + box.width, y: Math.max(line / 2, above - line), align: 'end' }, { size: 'key' });
    else if (single) add({ kind: 'exampleLoss', example }, pass.loss, { x: box.x, y: above - 1, align: 'start' }, { size: 'key' });
    else if (roomy) {
      add({ kind: 'outputLoss', example, output: box.output }, pass.outputLosses[box.output] ?? Number.NaN, { x: box.x, y: above, align: 'start' });
    }
    if (!roomy) continue;
    // Over ŷ the target is a place on the axis; over z it is none.
    const output = box.output >= 0 ? box.output : targetOutput(pass);
    const below = box.y + box.height + line / 2 + 1;
    const place = targetPlace(lossPicture(study, pass, box.output), box.width);
    const at = place === null ? null : box.x + place;
    add({ kind: 'target', example, output }, pass.targets[output] ?? Number.NaN,
      at === null ? { x: box.x + box.width, y: below, align: 'end' } : { x: at, y: below, align: 'middle' }, { sign: '=', bare: at !== null });
  }
  const bottom = losses.at(-1);
  if (single || bottom === undefined) return;
  add({ kind: 'exampleLoss', example }, pass.loss, lossTotal(bottom, layout, roomy && (pass.targets.at(-1) ?? 0) < (pass.a.at(-1)?.at(-1) ?? 0)), { size: 'key' });
}

/** The total under the last of several losses, as near as the picture's foot lets it, on the side where the target is not. */
function lossTotal(bottom: Rect, { height, line }: StepLayout, atEnd: boolean): Place {
  const y = Math.min(height - line / 2, bottom.y + bottom.height + line * 0.75);
  return atEnd ? { x: bottom.x + bottom.width, y, align: 'end' } : { x: bottom.x, y, align: 'start' };
}
