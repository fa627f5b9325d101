/** Where the beats of an update stand on the scrubber: the movements of the example shown, with the other examples drawn together. */
import type { Address } from '../../explain/address.ts';
import type { Phase, Script } from '../../explain/script.ts';

/** A whole quantity: `position` is where it has come into being, `x` its tick. */
export type PositionTick = { readonly position: number; readonly x: number; readonly address: Address };

export type PositionPart = {
  readonly phase: Phase;
  /** Place in the batch; null for the phases of the whole batch and for examples drawn together. */
  readonly example: number | null;
  /** Examples drawn together as one bar: first and last. */
  readonly others: readonly [number, number] | null;
  /** Positions, and where they are in px. */
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly right: number;
  /** One for each quantity; null where there is no room for ticks. */
  readonly ticks: readonly PositionTick[] | null;
};

/** Less room than this for a quantity, in px, and there are no ticks. */
const CLOSEST_TICKS = 5;
const GAP = 4;
/** A movement is at least so wide that its name has room. */
const NARROWEST = { forward: 64, loss: 40, backward: 72, mean: 48, update: 60 } as const;
const OTHERS_WIDTH = 40;

/** The quantities between two positions, or null if there are more than `limit`. */
function quantitiesBetween(script: Script, from: number, to: number, limit: number): number[] | null {
  const found: number[] = [];
  let position = from;
  while (position < to) {
    const next = Math.min(to, script.move(position, 'gradient', 1));
    if (next <= position || found.length === limit) return null;
    found.push(next);
    position = next;
  }
  return found;
}

/** The parts for the example that `position` is in, over `width` px from 0. */
export function layoutPosition(script: Script, position: number, width: number): readonly PositionPart[] {
  const stretches = script.stretches(position).filter(({ from, to }) => to > from);
  const own = stretches.filter(({ example }) => example !== null);
  const first = own[0]?.from ?? 0;
  const last = own.at(-1)?.to ?? 0;
  const rest = stretches.filter(({ example }) => example === null);
  const end = rest[0]?.from ?? script.count;
  const example = own[0]?.example ?? 0;

  const limit = Math.floor(width / CLOSEST_TICKS);
  const bare = stretches.map((stretch) => ({ ...stretch, quantities: quantitiesBetween(script, stretch.from, stretch.to, limit) }));
  const total = bare.reduce((sum, { quantities }) => sum + (quantities?.length ?? limit + 1), 0);
  const others = (from: number, to: number, range: readonly [number, number]) => (to > from ? [{ phase: 'forward' as const, example: null, from, to, quantities: null, others: range }] : []);
  const parts = [
    ...others(0, first, [0, example - 1]),
    ...bare.filter((part) => part.example !== null).map((part) => ({ ...part, others: null })),
    ...others(last, end, [example + 1, script.examples - 1]),
    ...bare.filter((part) => part.example === null).map((part) => ({ ...part, others: null })),
  ];
  const hasTicks = total <= limit;
  const room = width - GAP * (parts.length - 1);
  const widths = shareWidth(parts.map((part) => (part.others !== null
    ? { weight: 0, least: OTHERS_WIDTH }
    : { weight: hasTicks ? (part.quantities?.length ?? 1) : part.to - part.from, least: hasTicks ? 0 : NARROWEST[part.phase] })), room);

  let left = 0;
  return parts.map((part, i): PositionPart => {
    const right = left + (widths[i] ?? 0);
    const step = (right - left) / Math.max(1, part.quantities?.length ?? 1);
    const start = left;
    const ticks = hasTicks && part.quantities !== null
      ? part.quantities.map((at, k) => ({ position: at, x: start + (k + 0.5) * step, address: script.at(at - 1).address }))
      : null;
    left = right + GAP;
    return { phase: part.phase, example: part.example, others: part.others, from: part.from, to: part.to, left: start, right, ticks };
  });
}

/** Widths by weight, none below its least. */
function shareWidth(parts: readonly { readonly weight: number; readonly least: number }[], room: number): number[] {
  const fixed = new Set<number>();
  for (;;) {
    const taken = [...fixed].reduce((sum, i) => sum + (parts[i]?.least ?? 0), 0);
    const weights = parts.reduce((sum, { weight }, i) => sum + (fixed.has(i) ? 0 : weight), 0);
    const share = (i: number): number => (fixed.has(i) ? (parts[i]?.least ?? 0) : ((parts[i]?.weight ?? 0) / Math.max(weights, 1e-9)) * Math.max(0, room - taken));
    const tooNarrow = parts.findIndex(({ least }, i) => !fixed.has(i) && share(i) < least);
    if (tooNarrow < 0) return parts.map((_, i) => share(i));
    fixed.add(tooNarrow);
  }
}

/** Where the marker stands: on the tick of a quantity just computed, before it while its terms are being added. */
export function placeOf(parts: readonly PositionPart[], position: number): number {
  const part = partAt(parts, position);
  if (part === null) return parts[0]?.left ?? 0;
  const { ticks, from, to, left, right } = part;
  if (ticks === null) return left + ((position - from) / (to - from)) * (right - left);
  const next = ticks.findIndex((tick) => tick.position >= position);
  const tick = ticks[next];
  if (tick === undefined) return right;
  const before = ticks[next - 1];
  const start = before?.position ?? from;
  const startX = before?.x ?? left;
  return startX + ((position - start) / (tick.position - start)) * (tick.x - startX);
}

/** The part whose beats include the one that led to `position`; null at the very start. */
export function partAt(parts: readonly PositionPart[], position: number): PositionPart | null {
  return parts.find(({ from, to }) => position > from && position <= to) ?? null;
}

/** The position under x px: a whole quantity where there are ticks; 0 left of everything. */
export function positionAt(parts: readonly PositionPart[], x: number): number {
  const first = parts[0];
  if (first === undefined) return 0;
  const firstTick = first.ticks?.[0];
  if (x < (firstTick === undefined ? first.left : firstTick.x - (firstTick.x - first.left) / 2)) return 0;
  let part = first;
  for (const each of parts) if (x >= each.left - GAP / 2) part = each;
  if (part.ticks !== null) {
    return part.ticks.reduce((best, tick) => (Math.abs(tick.x - x) < Math.abs(best.x - x) ? tick : best), part.ticks[0] ?? { position: part.from, x: part.left, address: { kind: 'batchLoss' } }).position;
  }
  const share = Math.min(1, Math.max(0, (x - part.left) / Math.max(1, part.right - part.left)));
  return Math.max(part.from + 1, Math.round(part.from + share * (part.to - part.from)));
}

/** What a tick is called: a gradient by what it is the gradient of, since its movement says the rest. */
export function tickAddress(address: Address): Address {
  switch (address.kind) {
    case 'dLda': return { kind: 'a', example: address.example, layer: address.layer, unit: address.unit };
    case 'delta': return { kind: 'z', example: address.example, layer: address.layer, unit: address.unit };
    case 'dLdx': return { kind: 'input', example: address.example, feature: address.feature };
    case 'exampleGradient': case 'dataGradient': case 'gradient': case 'newParameter': case 'update':
      return { kind: 'parameter', index: address.index };
    default: return address;
  }
}

/** Labels in between are left out where fewer than about half of them would fit: what is left would seem picked at random. */
const FEW = 2.2;

/**
 * Of ticks with labels `widths` px wide, those that can be labelled without touching: the present one, `kept`, the first of each
 * group, where `heads` is true, then those between them.
 */
export function labelledTicks(ticks: readonly PositionTick[], widths: readonly number[], kept: number | null, heads: readonly boolean[]): ReadonlySet<number> {
  const shown = new Set<number>();
  const place = (i: number): void => {
    const tick = ticks[i];
    const half = (widths[i] ?? 0) / 2;
    if (tick === undefined || shown.has(i)) return;
    for (const other of shown) if (Math.abs((ticks[other]?.x ?? 0) - tick.x) < half + (widths[other] ?? 0) / 2 + 3) return;
    shown.add(i);
  };
  if (kept !== null) place(kept);
  heads.forEach((isHead, i) => { if (isHead) place(i); });
  const first = ticks[0];
  const last = ticks.at(-1);
  if (first === undefined || last === undefined) return shown;
  const spacing = (last.x - first.x) / Math.max(1, ticks.length - 1);
  const mean = widths.reduce((sum, width) => sum + width, 0) / widths.length;
  if (mean <= FEW * spacing) ticks.forEach((_, i) => { place(i); });
  return shown;
}
