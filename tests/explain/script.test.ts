import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { losses } from '../../src/engine/losses.ts';
import { biasIndex, weightIndex } from '../../src/engine/network.ts';
import { addressKey, type Address } from '../../src/explain/address.ts';
import { createScript, type Beat, type ScriptSource, type Stride } from '../../src/explain/script.ts';
import { createSource } from './scripts.ts';

/** Every beat, written down one after another. */
function listBeats({ network, trace }: ScriptSource): readonly Beat[] {
  const { layers } = network;
  const n = trace.examples.length;
  const last = layers.length - 1;
  const { l1, l2, clipNorm } = trace.config.regularization;
  const beats: Beat[] = [];
  if (n === 0) return beats;
  const ofUnits = (layer: number, perform: (unit: number) => void): void => { for (let unit = 0; unit < layers[layer]!.units; unit++) perform(unit); };
  const indicesOf = (layer: number, unit: number): readonly number[] =>
    [...Array.from({ length: layers[layer]!.inputs }, (_, input) => weightIndex(network, layer, unit, input)), biasIndex(network, layer, unit)];
  for (let example = 0; example < n; example++) {
    const add = (phase: Beat['phase'], address: Address, term: number | null = null): void => { beats.push({ phase, example, address, term }); };
    layers.forEach(({ inputs, activation }, layer) => {
      const activate = (unit: number): void => { add('forward', { kind: 'a', example, layer, unit }); };
      ofUnits(layer, (unit) => {
        for (let term = 0; term <= inputs; term++) add('forward', { kind: 'z', example, layer, unit }, term);
        if (activation !== 'softmax') activate(unit);
      });
      if (activation === 'softmax') ofUnits(layer, activate);
    });
    if (layers[last]!.units > 1) ofUnits(last, (output) => { add('loss', { kind: 'outputLoss', example, output }); });
    add('loss', { kind: 'exampleLoss', example });
    for (let layer = last; layer >= 0; layer--) {
      if (layer < last || losses[trace.config.loss.name].reads === 'prediction') ofUnits(layer, (unit) => { add('backward', { kind: 'dLda', example, layer, unit }); });
      ofUnits(layer, (unit) => { add('backward', { kind: 'delta', example, layer, unit }); });
      ofUnits(layer, (unit) => { for (const index of indicesOf(layer, unit)) add('backward', { kind: 'exampleGradient', example, index }); });
    }
  }
  const add = (phase: Beat['phase'], address: Address): void => { beats.push({ phase, example: null, address, term: null }); };
  const ofParameters = (perform: (index: number) => void): void => {
    layers.forEach((_, layer) => { ofUnits(layer, (unit) => { indicesOf(layer, unit).forEach(perform); }); });
  };
  const hasPenalty = l1 > 0 || l2 > 0;
  if (n > 1 || hasPenalty || clipNorm > 0) {
    add('mean', { kind: 'batchLoss' });
    if (hasPenalty) add('mean', { kind: 'penalty' });
    if (hasPenalty) add('mean', { kind: 'objective' });
    if (clipNorm > 0) add('mean', { kind: 'gradientNorm' });
    ofParameters((index) => { add('mean', { kind: 'gradient', index }); });
  }
  ofParameters((index) => { add('update', { kind: 'newParameter', index }); });
  return beats;
}

/** What is done in one go: beats that stand together and have the same text. */
function groupText(beats: readonly Beat[], { network }: ScriptSource, stride: Stride, i: number): string {
  const { phase, example, address } = beats[i]!;
  const layerOf = (index: number): number => network.layers.findIndex(({ biases, units }) => index < biases + units);
  const layer = 'layer' in address ? address.layer : 'index' in address ? layerOf(address.index) : -1;
  const unitOf = (index: number): number => {
    const { weights, biases, inputs } = network.layers[layer]!;
    return index >= biases ? index - biases : Math.floor((index - weights) / inputs);
  };
  const unit = 'unit' in address ? address.unit : 'index' in address ? unitOf(address.index) : -1;
  switch (stride) {
    case 'term': return String(i);
    case 'gradient': return addressKey(address);
    case 'neuron': return [phase, example, layer, unit].join(' ');
    case 'layer': return [phase, example, layer].join(' ');
    case 'phase': return [phase, example].join(' ');
    case 'example': return example === null ? phase : String(example);
    case 'batch': return '';
  }
}

function stopsOf(beats: readonly Beat[], source: ScriptSource, stride: Stride): readonly number[] {
  const stops = [0];
  for (let i = 1; i < beats.length; i++) if (groupText(beats, source, stride, i) !== groupText(beats, source, stride, i - 1)) stops.push(i);
  return beats.length === 0 ? stops : [...stops, beats.length];
}

const strides: readonly Stride[] = ['term', 'gradient', 'neuron', 'layer', 'phase', 'example', 'batch'];

const anySource = fc.record({
  inputs: fc.integer({ min: 1, max: 3 }), hidden: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }), outputs: fc.integer({ min: 1, max: 3 }),
  examples: fc.integer({ min: 0, max: 3 }), softmax: fc.boolean(), cross: fc.boolean(),
  l2: fc.constantFrom(0, 0.1), clipNorm: fc.constantFrom(0, 1),
}).map(({ inputs, hidden, outputs, examples, softmax, cross, l2, clipNorm }) => createSource({
  inputs, layers: [...hidden.map((units) => ({ units, activation: 'tanh' as const })), { units: outputs, activation: softmax ? 'softmax' : 'sigmoid' }],
}, examples, { loss: cross ? (softmax ? 'softmax_cross_entropy' : 'binary_cross_entropy') : 'squared', regularization: { l2, clipNorm } }));

describe('the script of a guest', () => {
  it('ends with the loss; nothing behind it is ever known', () => {
    fc.assert(fc.property(anySource, (source) => {
      if (source.trace.examples.length === 0) return;
      const { network, trace: { config } } = source;
      const guest = { network, trace: { config, examples: Uint32Array.of(7), guest: true as const } };
      const script = createScript(guest);
      const beats = listBeats({ network, trace: { config, examples: Uint32Array.of(7) } }).filter(({ phase }) => phase === 'forward' || phase === 'loss');
      expect(Array.from({ length: script.count }, (_, beat) => script.at(beat))).toEqual(beats);
      expect(script.move(0, 'batch', 1)).toBe(beats.length);
      expect(new Set(script.stretches(0).map(({ phase }) => phase))).toEqual(new Set(['forward', 'loss']));
      expect(script.knownAt({ kind: 'exampleLoss', example: 0 })).toBe(script.count);
      const layer = network.layers.length - 1;
      const later: Address[] = [
        { kind: 'delta', example: 0, layer, unit: 0 }, { kind: 'dLda', example: 0, layer, unit: 0 }, { kind: 'dLdx', example: 0, feature: 0 },
        { kind: 'exampleGradient', example: 0, index: 0 }, { kind: 'dataGradient', index: 0 }, { kind: 'gradient', index: 0 }, { kind: 'gradientNorm' },
        { kind: 'batchLoss' }, { kind: 'penalty' }, { kind: 'objective' }, { kind: 'update', index: 0 }, { kind: 'newParameter', index: 0 },
      ];
      for (const address of later) expect(script.knownAt(address), addressKey(address)).toBe(Infinity);
    }), { numRuns: 50 });
  });
});

describe('the script', () => {
  it('is the written-down list, beat by beat', () => {
    fc.assert(fc.property(anySource, (source) => {
      const script = createScript(source);
      const beats = listBeats(source);
      expect(script.count).toBe(beats.length);
      expect(beats.map((_, i) => script.at(i))).toEqual(beats);
      expect(() => script.at(beats.length)).toThrow(RangeError);
      expect(() => script.at(-1)).toThrow(RangeError);
    }), { numRuns: 60 });
  });

  it('finds the place of every quantity, and counts the complete ones', () => {
    fc.assert(fc.property(anySource, (source) => {
      const script = createScript(source);
      const beats = listBeats(source);
      const places = new Map(beats.map(({ address }, i) => [addressKey(address), i + 1]));
      let done = 0;
      expect(script.gradientsDone(0)).toBe(0);
      for (const [i, { address }] of beats.entries()) {
        const place = places.get(addressKey(address))!;
        expect(script.positionOf(address)).toBe(place);
        expect(script.isKnown(address, place)).toBe(true);
        expect(script.isKnown(address, place - 1)).toBe(false);
        if (place === i + 1) done += 1;
        expect(script.gradientsDone(i + 1)).toBe(done);
      }
      expect(script.gradientCount).toBe(done);
    }), { numRuns: 60 });
  });

  it('moves from stop to stop of every stride, there and back', () => {
    fc.assert(fc.property(anySource, (source) => {
      const script = createScript(source);
      const beats = listBeats(source);
      for (const stride of strides) {
        const stops = stopsOf(beats, source, stride);
        for (let position = 0; position <= beats.length; position++) {
          expect(script.move(position, stride, 1)).toBe(stops.find((stop) => stop > position) ?? beats.length);
          expect(script.move(position, stride, -1)).toBe(stops.findLast((stop) => stop < position) ?? 0);
        }
      }
    }), { numRuns: 40 });
  });

  it('tells the stretches of the present example and of the batch', () => {
    fc.assert(fc.property(anySource, (source) => {
      const script = createScript(source);
      const beats = listBeats(source);
      for (let position = 0; position <= beats.length; position++) {
        const stretches = script.stretches(position);
        const present = beats[Math.max(0, position - 1)]?.example ?? Math.max(0, source.trace.examples.length - 1);
        const expected = beats.flatMap(({ phase, example }, i) => (example === null || example === present ? [{ phase, example, i }] : []));
        expect(stretches.flatMap(({ phase, example, from, to }) => Array.from({ length: to - from }, (_, i) => ({ phase, example, i: from + i })))).toEqual(expected);
      }
    }), { numRuns: 30 });
  });

  it('goes through the worked network in 31 quantities, w₁₁₁ being the 17th', () => {
    const source = createSource({ inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'tanh' }] }, 1);
    const script = createScript(source);
    const keys: string[] = [];
    for (let position = 0; position < script.count;) {
      position = script.move(position, 'gradient', 1);
      keys.push(addressKey(script.at(position - 1).address));
    }
    expect(keys).toEqual([
      'z.0.0.0', 'a.0.0.0', 'z.0.0.1', 'a.0.0.1', 'z.0.1.0', 'a.0.1.0',
      'exampleLoss.0',
      'dLda.0.1.0', 'delta.0.1.0', 'exampleGradient.0.6', 'exampleGradient.0.7', 'exampleGradient.0.8',
      'dLda.0.0.0', 'dLda.0.0.1', 'delta.0.0.0', 'delta.0.0.1',
      'exampleGradient.0.0', 'exampleGradient.0.1', 'exampleGradient.0.4', 'exampleGradient.0.2', 'exampleGradient.0.3', 'exampleGradient.0.5',
      'newParameter.0', 'newParameter.1', 'newParameter.4', 'newParameter.2', 'newParameter.3', 'newParameter.5',
      'newParameter.6', 'newParameter.7', 'newParameter.8',
    ]);
    expect(script.gradientCount).toBe(31);
    expect(script.gradientsDone(script.positionOf({ kind: 'exampleGradient', example: 0, index: 0 }))).toBe(17);
    expect(script.count).toBe(31 + 2 * 3);
    // In the middle of z₂ two terms are added, but only z₁ and f₁ are complete.
    expect(script.gradientsDone(6)).toBe(2);
    expect(script.at(5)).toEqual({ phase: 'forward', example: 0, address: { kind: 'z', example: 0, layer: 0, unit: 1 }, term: 1 });
  });

  it('knows what has no beat of its own with what it belongs to', () => {
    const spec = { inputs: 2, layers: [{ units: 2, activation: 'tanh' as const }, { units: 3, activation: 'softmax' as const }] };
    const script = createScript(createSource(spec, 2, { loss: 'softmax_cross_entropy' }));
    const at = (address: Address): number => script.knownAt(address);
    for (const given of [
      { kind: 'input', example: 1, feature: 0 }, { kind: 'target', example: 1, output: 2 }, { kind: 'parameter', index: 3 }, { kind: 'draw', index: 3 },
      { kind: 'learningRate' }, { kind: 'slot', slot: 0, index: 0 },
    ] as const) {
      expect(script.positionOf(given)).toBe(-1);
      expect(at(given)).toBe(0);
    }
    expect(at({ kind: 'dLda', example: 0, layer: 1, unit: 0 })).toBe(Infinity);
    expect(script.isKnown({ kind: 'dLda', example: 0, layer: 1, unit: 0 }, script.count)).toBe(false);
    expect(at({ kind: 'a', example: 1, layer: 0, unit: 0 })).toBeGreaterThan(at({ kind: 'exampleGradient', example: 0, index: 0 }));
    expect(at({ kind: 'a', example: 2, layer: 0, unit: 0 })).toBe(Infinity);
    expect(at({ kind: 'dataGradient', index: 4 })).toBe(at({ kind: 'gradient', index: 4 }));
    expect(at({ kind: 'update', index: 4 })).toBe(at({ kind: 'newParameter', index: 4 }));
    expect(at({ kind: 'newSlot', slot: 1, index: 4 })).toBe(at({ kind: 'newParameter', index: 4 }));
    expect(at({ kind: 'outputDelta', example: 0, output: 1, layer: 0, unit: 1 })).toBe(at({ kind: 'delta', example: 0, layer: 0, unit: 1 }));
    expect(at({ kind: 'gradientNorm' })).toBe(script.stretches(0).find(({ phase }) => phase === 'mean')?.to);
    expect(at({ kind: 'dLdx', example: 0, feature: 1 })).toBe(script.stretches(0).find(({ phase }) => phase === 'backward')?.to);

    const alone = createScript(createSource(spec, 1, { loss: 'squared' }));
    expect(alone.knownAt({ kind: 'gradient', index: 4 })).toBe(alone.knownAt({ kind: 'exampleGradient', example: 0, index: 4 }));
    expect(alone.knownAt({ kind: 'objective' })).toBe(alone.knownAt({ kind: 'exampleLoss', example: 0 }));
    expect(alone.knownAt({ kind: 'gradientNorm' })).toBe(alone.stretches(0).find(({ phase }) => phase === 'backward')?.to);

    const none = createScript(createSource(spec, 0));
    expect(none.count).toBe(0);
    expect(none.stretches(0)).toEqual([]);
    expect(none.move(0, 'gradient', 1)).toBe(0);
    expect(none.knownAt({ kind: 'parameter', index: 0 })).toBe(0);
    expect(none.knownAt({ kind: 'newParameter', index: 0 })).toBe(Infinity);
    expect(none.knownAt({ kind: 'gradientNorm' })).toBe(Infinity);
  });

  it('is as quick for the largest network and 10,000 examples as for a small one', () => {
    const layers = [...Array.from({ length: 8 }, () => ({ units: 64, activation: 'relu' as const })), { units: 10, activation: 'softmax' as const }];
    const script = createScript(createSource({ inputs: 64, layers }, 10_000, { loss: 'softmax_cross_entropy' }));
    expect(script.count).toBeGreaterThan(6e8);
    const started = performance.now();
    for (let i = 0; i < 2000; i++) {
      const position = Math.floor((script.count * i) / 2000);
      script.stretches(position);
      expect(script.move(script.move(position, 'layer', 1), 'layer', -1)).toBeLessThanOrEqual(position);
      const { address } = script.at(position);
      expect(script.positionOf(address)).toBeGreaterThan(position);
    }
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
