/** kind activation: φ(x) and φ′(x), alone and as blocks. */
import { activations } from '../../src/engine/activations.ts';
import type { Entry } from './ledger.ts';
import { activationOf } from './networks.ts';

export function checkActivation(file: Entry): void {
  const name = activationOf(file.at('activation').text());
  if (name === 'softmax') throw new RangeError('softmax is not an activation of one number');
  const activation = activations[name];
  for (const key of ['formula', 'derivative_formula']) file.at(key).text();
  const rtol = file.at('tolerance').at('rtol').number();
  file.at('tolerance').at('atol').equalText('1e-15*max(1,|x|)');
  for (const point of file.at('points').items()) {
    const x = point.at('x').number();
    const z = Float64Array.of(x);
    const a = new Float64Array(1);
    const slope = Float64Array.of(1);
    activation.outputs(z, a, 0, 1);
    activation.backward(z, a, slope, 0, 1);
    const atol = 1e-15 * Math.max(1, Math.abs(x));
    for (const value of [a[0]!, activation.output(x)]) {
      point.at('value').compare(value, { rtol, atol });
      // Torch's own value may be off by the tolerance on the other side of the true one.
      point.at('torch_value').compare(value, { rtol: 2 * rtol, atol: 2 * atol });
    }
    for (const derivative of [slope[0]!, activation.derivative(x, activation.output(x))]) {
      point.at('derivative').compare(derivative, { rtol, atol });
      point.at('torch_derivative').compare(derivative, { rtol: 2 * rtol, atol: 2 * atol });
      if (point.has('kink') && point.at('kink').flag()) point.at('derivative').equal(derivative);
    }
  }
}
