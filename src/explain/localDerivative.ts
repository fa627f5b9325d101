// ∂of/∂by of two quantities next to each other on a path
import { addressOf } from '../engine/network.ts';
import type { Address } from './address.ts';
import type { Formula } from './formula.ts';
import type { Study } from './study.ts';

/** The formula of a local derivative. */
export function derivativeFormula(study: Study, of: Address, by: Address): Formula {
  return { kind: 'number', value: derivativeValue(study, of, by) };
}

/** Its value, out of the engine's buffers. */
export function derivativeValue({ network, trace, pass }: Study, of: Address, by: Address): number {
  if (!('example' in of)) return Number.NaN;
  const { z, a, delta, upstream, inputs } = pass(of.example);
  if (of.kind === 'exampleLoss') return by.kind === 'a' ? upstream[by.layer + 1]![by.unit]! : by.kind === 'z' ? delta[by.layer]![by.unit]! : Number.NaN;
  if (of.kind === 'a' && by.kind === 'z') {
    const { elementwise } = network.layers[of.layer]!;
    const [m, k] = [a[of.layer]![of.unit]!, a[of.layer]![by.unit]!];
    return elementwise === null ? m * ((of.unit === by.unit ? 1 : 0) - k) : elementwise.derivative(z[of.layer]![of.unit]!, m);
  }
  if (of.kind === 'z' && by.kind === 'a') return trace.theta[network.layers[of.layer]!.weights + of.unit * network.layers[of.layer]!.inputs + by.unit]!;
  if (of.kind === 'z' && by.kind === 'parameter') {
    const { layer, input } = addressOf(network, by.index);
    return input === null ? 1 : (layer === 0 ? inputs : a[layer - 1]!)[input]!;
  }
  return Number.NaN;
}
