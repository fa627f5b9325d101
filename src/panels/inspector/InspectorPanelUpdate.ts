/** The update rule of an optimizer for one parameter, with the parameter's own symbol in it and the colours of what it names. */
import { optimizers, type OptimizerSpec } from '../../engine/optimizers.ts';

const coloured = (symbol: string): string => `\\htmlClass{grad}{\\partial L/\\partial ${symbol}}`;

/**
 * TeX such as w ← w − η ∂L/∂w: the symbol on its first place lies on the marker, the gradient g is written out as ∂L/∂w in the
 * gradient's colour. Optimizers that remember something keep g and say what it is at the end.
 */
export function updateSymbols(optimizer: OptimizerSpec, symbol: string): string {
  if (optimizer.name === 'sgd') return `\\htmlClass{mark}{${symbol}}\\leftarrow ${symbol}-\\eta\\,${coloured(symbol)}`;
  const rule = lastRule(optimizers[optimizer.name].tex);
  let first = true;
  const named = rule.replaceAll('\\theta', () => {
    if (!first) return symbol;
    first = false;
    return `\\htmlClass{mark}{${symbol}}`;
  });
  return named.replace(/(?<![A-Za-z\\])g(?![A-Za-z])/g, '\\htmlClass{grad}{g}');
}

/** The part of a rule that changes θ: what stands before it only keeps the optimizer's memory, which is shown as numbers. */
function lastRule(tex: string): string {
  return tex.split(/,\s*\\quad\s*/).at(-1) ?? tex;
}
