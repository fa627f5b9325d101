/** kind gradcheck: backpropagation against the central differences of the file and of the engine. */
import { checkGradient } from '../../src/engine/checkGradient.ts';
import type { GradientCheck } from '../../src/engine/checkGradient.ts';
import type { Entry } from './ledger.ts';
import { passOf } from './mlp.ts';
import type { Pass } from './mlp.ts';
import { compareLayers } from './networks.ts';

/** Rounding of one loss, in units of its last place: numeric gradients carry about this much noise divided by ε. */
const ROUNDING = 30 * Number.EPSILON;

export function checkGradcheck(file: Entry): void {
  for (const output of ['as written', 'probabilities'] as const) {
    const pass = passOf(file, output, 0);
    const { network, gradient } = pass;
    file.at('loss').compare(pass.reducedLoss, { rtol: 1e-12, atol: 1e-13 });
    compareLayers(file.at('dL_dW'), file.at('dL_db'), gradient, network, { rtol: 1e-12, atol: 1e-15 });
    const check = checkGradient(network, pass.theta, pass.loss, pass.set, undefined, file.at('eps').number());
    compareLayers(file.at('numeric_dL_dW'), file.at('numeric_dL_db'), check.numeric, network, { rtol: 1e-9, atol: 1e-10 });
    checkErrors(file, pass, check);
    if (file.has('eps_sweep')) for (const row of file.at('eps_sweep').items()) checkSweep(row, pass);
  }
}

/** The file's errors follow from its own numbers, and ours are of the same size: noise, no more. */
function checkErrors(file: Entry, { network, reducedLoss }: Pass, check: GradientCheck): void {
  const noise = (ROUNDING * Math.max(1, reducedLoss)) / file.at('eps').number();
  const numeric = [...file.at('numeric_dL_dW').flat(), ...file.at('numeric_dL_db').flat()];
  const analytic = [...file.at('dL_dW').flat(), ...file.at('dL_db').flat()];
  const relative = numeric.map((n, i) => Math.abs(n - analytic[i]!) / Math.max(Math.abs(n), Math.abs(analytic[i]!), 1e-300));
  const weights = file.at('dL_dW').flat().length;
  const exactly = { rtol: 1e-12, atol: 1e-300 };
  leaves(file.at('relative_error_W')).forEach((leaf, i) => leaf.compare(relative[i]!, exactly));
  leaves(file.at('relative_error_b')).forEach((leaf, i) => leaf.compare(relative[weights + i]!, exactly));
  file.at('max_relative_error').compare(Math.max(...relative), exactly);
  file.at('max_absolute_error').compare(Math.max(...numeric.map((n, i) => Math.abs(n - analytic[i]!))), exactly);
  const { normRelative, maxAbsolute, size } = errorsOf(check);
  file.at('norm_relative_error').compare(normRelative, { rtol: 1e-2, atol: (noise * Math.sqrt(network.parameterCount)) / size });
  file.at('max_absolute_error').expect(Math.abs(maxAbsolute - file.at('max_absolute_error').number()) <= noise, `ours is ${maxAbsolute}`);
  check.relativeError.forEach((error, i) => {
    const allowed = noise / Math.max(Math.abs(check.numeric[i]!), Math.abs(check.analytic[i]!), 1e-300) + 1e-5;
    file.at('max_relative_error').expect(error <= allowed, `our relative error of parameter ${i} is ${error}, allowed ${allowed}`);
  });
}

/** Both errors at another ε: the part that falls with ε² is the same for everybody, the rounding is of the same size. */
function checkSweep(row: Entry, { network, theta, loss, set, reducedLoss }: Pass): void {
  const epsilon = row.at('eps').number();
  const { normRelative, maxAbsolute, size } = errorsOf(checkGradient(network, theta, loss, set, undefined, epsilon));
  const noise = (ROUNDING * Math.max(1, reducedLoss)) / epsilon;
  row.at('norm_relative_error').compare(normRelative, { rtol: 1e-3, atol: (noise * Math.sqrt(network.parameterCount)) / size });
  row.at('max_absolute_error').compare(maxAbsolute, { rtol: 1e-3, atol: noise });
}

/** ‖n − a‖/(‖n‖ + ‖a‖), the largest |n − a|, and ‖n‖ + ‖a‖. */
function errorsOf({ numeric, analytic }: GradientCheck): { normRelative: number; maxAbsolute: number; size: number } {
  const difference = numeric.map((n, i) => n - analytic[i]!);
  const size = Math.hypot(...numeric) + Math.hypot(...analytic);
  return { normRelative: Math.hypot(...difference) / size, maxAbsolute: Math.max(...difference.map(Math.abs)), size };
}

function leaves(entry: Entry): Entry[] {
  return entry.isList() ? entry.items().flatMap(leaves) : [entry];
}
