// ∂z/∂w = x, ∂z/∂a = w, ∂a/∂z = φ′(z), ∂L/∂ŷ: the factors that the chain rule multiplies
import { addressOf, weightIndex } from '../engine/network.ts';
import { losses } from '../engine/losses.ts';
import { softmaxSlope } from '../engine/softmax.ts';
import { addressKey } from './address.ts';
import type { Address } from './address.ts';
import { lossSlope, logitSlope, outputSlope } from './explanationBackward.ts';
import { inputOf, slopeOf } from './explanationForward.ts';
import { constant, quantity } from './formula.ts';
import type { Formula } from './formula.ts';
import type { Study } from './study.ts';
import { valueOf } from './value.ts';
import { say } from '../words/say.ts';

/** One edge of the graph that leads from the parameters to the loss. */
type Edge =
  | { readonly kind: 'lossOfPrediction' | 'lossOfSum'; readonly example: number; readonly output: number }
  | { readonly kind: 'lossOfOutputLoss' }
  | { readonly kind: 'activation'; readonly example: number; readonly layer: number; readonly unit: number; readonly by: number }
  | { readonly kind: 'weight'; readonly index: number }
  | { readonly kind: 'input'; readonly of: Address }
  | { readonly kind: 'bias' };

/**
 * The derivative of `of` by `by` where `of` is computed from `by` directly: a loss by an output's ŷ (or z, where it reads that), ŷ or a
 * by z, z by an input, an activation, a weight or a bias.
 * @throws RangeError where it is not
 */
export function derivativeFormula(study: Study, of: Address, by: Address): Formula {
  const edge = edgeBetween(study, of, by);
  switch (edge.kind) {
    case 'lossOfPrediction': return lossSlope(study, edge.example, edge.output);
    case 'lossOfSum': return logitSlope(study, edge.example, edge.output);
    case 'lossOfOutputLoss':
    case 'bias': return constant(1);
    case 'activation': {
      const { example, layer, unit, by: from } = edge;
      return layer === study.network.layers.length - 1 ? outputSlope(study, example, unit, from) : slopeOf(study.network, example, layer, unit);
    }
    case 'weight': return quantity({ kind: 'parameter', index: edge.index });
    case 'input': return quantity(edge.of);
  }
}

/** Its value, by the engine's own numbers and functions; no formula is built. @throws RangeError as derivativeFormula */
export function derivativeValue(study: Study, of: Address, by: Address): number {
  const edge = edgeBetween(study, of, by);
  const { layers } = study.network;
  switch (edge.kind) {
    case 'lossOfPrediction': return valueOf(study, { kind: 'dLda', example: edge.example, layer: layers.length - 1, unit: edge.output });
    case 'lossOfSum': return valueOf(study, { kind: 'delta', example: edge.example, layer: layers.length - 1, unit: edge.output });
    case 'lossOfOutputLoss':
    case 'bias': return 1;
    case 'activation': return slopeValue(study, edge);
    case 'weight': return study.trace.theta[edge.index]!;
    case 'input': return valueOf(study, edge.of);
  }
}

/** φ′(z) by the engine's record; of softmax ŷ_m ([m = k] − ŷ_k). */
function slopeValue(study: Study, { example, layer, unit, by }: Extract<Edge, { kind: 'activation' }>): number {
  const { z, a } = study.pass(example);
  const { elementwise } = study.network.layers[layer]!;
  if (elementwise === null) return softmaxSlope(a[layer]!, unit, by);
  return unit === by ? elementwise.derivative(z[layer]![unit]!, a[layer]![unit]!) : 0;
}

function edgeBetween(study: Study, of: Address, by: Address): Edge {
  const { network } = study;
  const last = network.layers.length - 1;
  const readsPrediction = losses[study.trace.config.loss.name].reads === 'prediction';
  switch (of.kind) {
    case 'exampleLoss':
    case 'outputLoss':
      if (by.kind === 'outputLoss' && of.kind === 'exampleLoss' && by.example === of.example) return { kind: 'lossOfOutputLoss' };
      if ((by.kind === 'a' || by.kind === 'z') && by.example === of.example && by.layer === last && (by.kind === 'a') === readsPrediction) {
        return { kind: readsPrediction ? 'lossOfPrediction' : 'lossOfSum', example: by.example, output: by.unit };
      }
      break;
    case 'a':
      if (by.kind !== 'z' || by.layer !== of.layer || by.example !== of.example) break;
      if (by.unit !== of.unit && network.layers[of.layer]?.elementwise !== null) break;
      return { kind: 'activation', example: of.example, layer: of.layer, unit: of.unit, by: by.unit };
    case 'z': {
      if (by.kind === 'parameter') {
        const { layer, unit, input } = addressOf(network, by.index);
        if (layer !== of.layer || unit !== of.unit) break;
        return input === null ? { kind: 'bias' } : { kind: 'input', of: inputOf(of.example, layer, input) };
      }
      const input = by.kind === 'a' && by.layer === of.layer - 1 ? by.unit : by.kind === 'input' && of.layer === 0 ? by.feature : -1;
      if (input < 0 || !('example' in by) || by.example !== of.example) break;
      return { kind: 'weight', index: weightIndex(network, of.layer, of.unit, input) };
    }
    default: break;
  }
  throw new RangeError(say('{quantity} is not computed from {part} directly', { quantity: addressKey(of), part: addressKey(by) }));
}
