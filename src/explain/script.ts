// forward, loss, backward, update: every number of an update in the order in which it is computed
import type { Network } from '../engine/network.ts';
import { addressOf } from '../engine/network.ts';
import { losses } from '../engine/losses.ts';
import { isAddressIn, type Address } from './address.ts';
import type { Phase } from './phases.ts';
import type { Trace } from './trace.ts';
import { say } from '../words/say.ts';

export type { Phase };

/** One number coming into being, or one term of a weighted sum being added. */
export type Beat = {
  readonly phase: Phase;
  /** Place of the example in the batch; null in the phases of the whole batch. */
  readonly example: number | null;
  readonly address: Address;
  /** Of a weighted sum: which term, in the order of the inputs, the bias last; the last one completes the sum. Otherwise null. */
  readonly term: number | null;
};

/** How far one step goes. */
export type Stride = 'term' | 'gradient' | 'neuron' | 'layer' | 'phase' | 'example' | 'batch';

/** A stretch of beats, `from` up to but without `to`, for the scrubber. */
type Stretch = { readonly phase: Phase; readonly example: number | null; readonly from: number; readonly to: number };

/**
 * The list of beats, worked out when asked for: a batch of 10,000 examples costs no more than one of 1. A position counts the
 * beats done: at 0 nothing is computed, at `count` everything is; the present beat of position p is at(p − 1).
 */
export type Script = {
  readonly count: number;
  /** Examples of the batch. */
  readonly examples: number;
  /** Beats that complete a quantity: the steps there are by the stride `gradient`. */
  readonly gradientCount: number;
  /** How many quantities are complete at `position`: "Step 17 of 31". */
  gradientsDone(position: number): number;
  /** @throws RangeError outside 0 … count − 1 */
  at(beat: number): Beat;
  /** Position after which this quantity is known, or −1 if it has no beat. */
  positionOf(address: Address): number;
  /**
   * Position from which the quantity counts as known: 0 for what is given; what has no beat of its own comes with the quantity or
   * the phase it belongs to; Infinity for what does not exist, such as ∂L/∂ŷ of a loss that reads the weighted sums.
   */
  knownAt(address: Address): number;
  /** Whether the quantity is known at `position`. */
  isKnown(address: Address, position: number): boolean;
  /** The position one stride further (+1) or back (−1), between 0 and `count`. */
  move(position: number, stride: Stride, direction: 1 | -1): number;
  /** The stretches of the example that `position` is in, and those of the whole batch. */
  stretches(position: number): readonly Stretch[];
};

/** What a unit of a section computes; `neuron` is the terms of z and then a, `weights` a gradient of each incoming weight and the bias. */
type SectionKind =
  | 'neuron' | 'z' | 'a' | 'outputLoss' | 'exampleLoss' | 'dLda' | 'delta' | 'exampleGradient'
  | 'batchLoss' | 'penalty' | 'objective' | 'gradientNorm' | 'gradient' | 'newParameter';

/** Beats of one kind, unit after unit; a part is a list of them without gaps. */
type Section = {
  readonly phase: Phase;
  readonly kind: SectionKind;
  /** −1 where the section is of no layer: all of it is one step at the strides `neuron` and `layer`. */
  readonly layer: number;
  readonly units: number;
  /** Beats and complete quantities of one unit. */
  readonly size: number;
  readonly quantities: number;
  /** Beats and quantities of the part before this section. */
  readonly from: number;
  readonly done: number;
};

/** What is done for each example, or once for the batch. */
type Part = { readonly sections: readonly Section[]; readonly beats: number; readonly quantities: number };

type Place = { readonly part: Part; readonly start: number; readonly example: number | null; readonly section: Section; readonly unit: number; readonly item: number };

/** A study has both; no more is needed of its trace than this. */
export type ScriptSource = { readonly network: Network; readonly trace: Pick<Trace, 'config' | 'examples' | 'guest'> };

/** The script of an update, of a guest its way to the loss; all of its methods take time in the number of layers only. Without examples it is empty. */
export function createScript({ network, trace }: ScriptSource): Script {
  const { layers } = network;
  const examples = trace.examples.length;
  const { l1, l2, clipNorm } = trace.config.regularization;
  const clips = clipNorm > 0;
  const hasPenalty = l1 > 0 || l2 > 0;
  const isGuest = trace.guest === true;
  const hasMean = examples > 1 || hasPenalty || clips;
  const one = examplePart(network, losses[trace.config.loss.name].reads === 'prediction', isGuest);
  const all = examples === 0 || isGuest ? partOf([]) : batchPart(network, hasMean, hasPenalty, clips);
  const batchStart = examples * one.beats;
  const count = batchStart + all.beats;

  function locate(beat: number): Place {
    if (!Number.isInteger(beat) || beat < 0 || beat >= count) throw new RangeError(say('The beats are 0 to {count}, not {beat}.', { count: count - 1, beat }));
    const example = beat < batchStart ? Math.floor(beat / one.beats) : null;
    const part = example === null ? all : one;
    const start = example === null ? batchStart : example * one.beats;
    const section = part.sections.findLast(({ from }) => start + from <= beat)!;
    const inside = beat - start - section.from;
    return { part, start, example, section, unit: Math.floor(inside / section.size), item: inside % section.size };
  }

  function at(beat: number): Beat {
    const { example, section, unit, item } = locate(beat);
    const inputs = layers[section.layer]?.inputs ?? 0;
    const isTerm = section.kind === 'z' || (section.kind === 'neuron' && item <= inputs);
    return { phase: section.phase, example, address: addressAt(network, section, example ?? 0, unit, item), term: isTerm ? item : null };
  }

  /** First beat of the section of this kind, or −1 if there is none. */
  function startOf(part: Part, kind: SectionKind, layer: number, start: number): number {
    const section = part.sections.find((each) => each.kind === kind && each.layer === layer);
    return section === undefined ? -1 : start + section.from;
  }

  /** Position after the beat number `offset` of this section. */
  function after(part: Part, kind: SectionKind, layer: number, example: number, offset = 0): number {
    const first = startOf(part, kind, layer, part === all ? batchStart : example * one.beats);
    return first < 0 ? -1 : first + offset + 1;
  }

  function afterParameter(part: Part, kind: SectionKind, example: number, index: number): number {
    const { layer, unit, input } = addressOf(network, index);
    const { inputs } = layers[layer]!;
    return after(part, kind, layer, example, unit * (inputs + 1) + (input ?? inputs));
  }

  function positionOf(address: Address): number {
    if (!isAddressIn(address, { network, examples, slots: Infinity })) return -1;
    switch (address.kind) {
      case 'z': case 'a': {
        const { elementwise, inputs } = layers[address.layer]!;
        const isSum = address.kind === 'z';
        if (elementwise !== null) return after(one, 'neuron', address.layer, address.example, address.unit * (inputs + 2) + inputs + (isSum ? 0 : 1));
        return after(one, address.kind, address.layer, address.example, isSum ? address.unit * (inputs + 1) + inputs : address.unit);
      }
      case 'outputLoss': return after(one, 'outputLoss', -1, address.example, address.output);
      case 'exampleLoss': return after(one, 'exampleLoss', -1, address.example);
      case 'dLda': case 'delta': return after(one, address.kind, address.layer, address.example, address.unit);
      case 'exampleGradient': return afterParameter(one, 'exampleGradient', address.example, address.index);
      case 'batchLoss': case 'penalty': case 'objective': case 'gradientNorm':
        return examples === 0 ? -1 : after(all, address.kind, -1, 0);
      case 'gradient': case 'newParameter':
        return examples === 0 ? -1 : afterParameter(all, address.kind, 0, address.index);
      default: return -1;
    }
  }

  function knownAt(address: Address): number {
    if (!isAddressIn(address, { network, examples, slots: Infinity })) return Infinity;
    const own = positionOf(address);
    if (own >= 0) return own;
    const together = companionOf(address);
    if (together !== null) return knownAt(together);
    switch (address.kind) {
      case 'input': case 'target': case 'parameter': case 'draw': case 'learningRate': case 'slot': return 0;
      case 'dLdx': return isGuest ? Infinity : (address.example + 1) * one.beats;
      // Without a mean of its own the norm is that of the only example's gradient.
      case 'gradientNorm': return examples === 0 || isGuest ? Infinity : endOfPhase(hasMean ? batchStart : batchStart - 1);
      default: return Infinity;
    }
  }

  /** The quantity with which one without a beat of its own comes to be known. */
  function companionOf(address: Address): Address | null {
    // Of a guest only the loss of its own.
    if (examples === 0 || (isGuest && address.kind !== 'outputLoss')) return null;
    switch (address.kind) {
      case 'outputLoss': return { kind: 'exampleLoss', example: address.example };
      case 'batchLoss': return { kind: 'exampleLoss', example: 0 };
      case 'penalty': case 'objective': return { kind: 'batchLoss' };
      case 'outputDelta': return { kind: 'delta', example: address.example, layer: address.layer, unit: address.unit };
      case 'outputGradient': return { kind: 'exampleGradient', example: address.example, index: address.index };
      case 'gradient': return { kind: 'exampleGradient', example: 0, index: address.index };
      case 'dataGradient': case 'penaltyGradient': return clips ? { kind: 'gradientNorm' } : { kind: 'gradient', index: address.index };
      case 'newSlot': case 'correctedSlot': case 'update': return { kind: 'newParameter', index: address.index };
      default: return null;
    }
  }

  /** The beats that a stride takes in one go, of which `beat` is one. */
  function groupOf(beat: number, stride: Stride): { readonly from: number; readonly to: number } {
    if (stride === 'batch') return { from: 0, to: count };
    const { part, start, example, section, unit, item } = locate(beat);
    const first = start + section.from + unit * section.size;
    const inputs = layers[section.layer]?.inputs ?? 0;
    const isSum = section.kind === 'z' || (section.kind === 'neuron' && item <= inputs);
    switch (stride) {
      case 'term': return { from: beat, to: beat + 1 };
      case 'gradient': return isSum ? { from: first, to: first + inputs + 1 } : { from: beat, to: beat + 1 };
      case 'neuron':
        if (section.layer < 0 || section.units === 1) return groupOf(beat, 'layer');
        return { from: first, to: first + section.size };
      case 'layer': return spanOf(part, start, (each) => each.phase === section.phase && each.layer === section.layer);
      case 'phase': return spanOf(part, start, (each) => each.phase === section.phase);
      case 'example': return example === null ? groupOf(beat, 'phase') : { from: start, to: start + part.beats };
    }
  }

  function endOfPhase(beat: number): number {
    return groupOf(beat, 'phase').to;
  }

  return {
    count,
    examples,
    gradientCount: examples * one.quantities + all.quantities,
    gradientsDone(position) {
      const beat = clamp(position, count);
      if (beat === 0) return 0;
      const { example, section, unit, item } = locate(beat - 1);
      const inputs = layers[section.layer]?.inputs ?? 0;
      const before = example === null ? examples * one.quantities : example * one.quantities;
      // Of a unit that begins with a weighted sum, the sum is complete with its bias.
      const done = section.kind === 'neuron' || section.kind === 'z' ? Math.max(0, item - inputs + 1) : item + 1;
      return before + section.done + unit * section.quantities + done;
    },
    at,
    positionOf,
    knownAt,
    isKnown: (address, position) => position >= knownAt(address),
    move(position, stride, direction) {
      const from = clamp(position, count);
      if (direction === 1) return from === count ? count : groupOf(from, stride).to;
      return from === 0 ? 0 : groupOf(from - 1, stride).from;
    },
    stretches(position) {
      if (count === 0) return [];
      const example = Math.min(examples - 1, Math.floor(Math.max(0, clamp(position, count) - 1) / one.beats));
      return [...stretchesOf(one, example * one.beats, example), ...stretchesOf(all, batchStart, null)];
    },
  };
}

function clamp(position: number, count: number): number {
  return Number.isNaN(position) ? 0 : Math.min(count, Math.max(0, Math.floor(position)));
}

type Plan = Pick<Section, 'phase' | 'kind'> & Partial<Pick<Section, 'layer' | 'units' | 'size' | 'quantities'>>;

function partOf(plans: readonly Plan[]): Part {
  let beats = 0;
  let quantities = 0;
  const sections = plans.map((plan): Section => {
    const { layer = -1, units = 1, size = 1 } = plan;
    const section: Section = { phase: plan.phase, kind: plan.kind, layer, units, size, quantities: plan.quantities ?? size, from: beats, done: quantities };
    beats += units * size;
    quantities += units * section.quantities;
    return section;
  });
  return { sections, beats, quantities };
}

/** Forward layer by layer, the loss, and, unless that is all, backward from the last layer: its ∂L/∂a, its ∂L/∂z, the gradients of its parameters. */
function examplePart({ layers }: Network, lossReadsPrediction: boolean, endsWithLoss: boolean): Part {
  const last = layers.length - 1;
  const outputs = layers[last]!.units;
  const plans: Plan[] = [];
  for (const [layer, { units, inputs, elementwise }] of layers.entries()) {
    if (elementwise !== null) plans.push({ phase: 'forward', kind: 'neuron', layer, units, size: inputs + 2, quantities: 2 });
    // Softmax needs all weighted sums before its first activation.
    else plans.push({ phase: 'forward', kind: 'z', layer, units, size: inputs + 1, quantities: 1 }, { phase: 'forward', kind: 'a', layer, units });
  }
  if (outputs > 1) plans.push({ phase: 'loss', kind: 'outputLoss', units: outputs });
  plans.push({ phase: 'loss', kind: 'exampleLoss' });
  if (endsWithLoss) return partOf(plans);
  for (let layer = last; layer >= 0; layer -= 1) {
    const { units, inputs } = layers[layer]!;
    if (layer < last || lossReadsPrediction) plans.push({ phase: 'backward', kind: 'dLda', layer, units });
    plans.push({ phase: 'backward', kind: 'delta', layer, units }, { phase: 'backward', kind: 'exampleGradient', layer, units, size: inputs + 1 });
  }
  return partOf(plans);
}

/** The mean over the batch, where it differs from its only example; then the update. Both neuron by neuron, the bias last. */
function batchPart({ layers }: Network, hasMean: boolean, hasPenalty: boolean, clips: boolean): Part {
  const ofParameters = (phase: Phase, kind: SectionKind): Plan[] => layers.map(({ units, inputs }, layer) => ({ phase, kind, layer, units, size: inputs + 1 }));
  const plans: Plan[] = [];
  if (hasMean) {
    plans.push({ phase: 'mean', kind: 'batchLoss' });
    if (hasPenalty) plans.push({ phase: 'mean', kind: 'penalty' }, { phase: 'mean', kind: 'objective' });
    if (clips) plans.push({ phase: 'mean', kind: 'gradientNorm' });
    plans.push(...ofParameters('mean', 'gradient'));
  }
  return partOf([...plans, ...ofParameters('update', 'newParameter')]);
}

function addressAt(network: Network, { kind, layer }: Section, example: number, unit: number, item: number): Address {
  const inputs = network.layers[layer]?.inputs ?? 0;
  switch (kind) {
    case 'neuron': return { kind: item <= inputs ? 'z' : 'a', example, layer, unit };
    case 'z': case 'a': case 'dLda': case 'delta': return { kind, example, layer, unit };
    case 'outputLoss': return { kind, example, output: unit };
    case 'exampleLoss': return { kind, example };
    case 'exampleGradient': return { kind, example, index: indexAt(network, layer, unit, item) };
    case 'gradient': case 'newParameter': return { kind, index: indexAt(network, layer, unit, item) };
    default: return { kind };
  }
}

/** Entry of θ: the unit's weight from input number `item`, or after the last of them its bias. */
function indexAt({ layers }: Network, layer: number, unit: number, item: number): number {
  const { weights, biases, inputs } = layers[layer]!;
  return item < inputs ? weights + unit * inputs + item : biases + unit;
}

/** From the first to behind the last section of which `isIn` is true; they follow one another. */
function spanOf(part: Part, start: number, isIn: (section: Section) => boolean): { readonly from: number; readonly to: number } {
  const first = part.sections.find(isIn);
  const last = part.sections.findLast(isIn);
  if (first === undefined || last === undefined) return { from: start, to: start };
  return { from: start + first.from, to: start + last.from + last.units * last.size };
}

function stretchesOf(part: Part, start: number, example: number | null): readonly Stretch[] {
  const phases = [...new Set(part.sections.map(({ phase }) => phase))];
  return phases.map((phase) => ({ phase, example, ...spanOf(part, start, (section) => section.phase === phase) }));
}
