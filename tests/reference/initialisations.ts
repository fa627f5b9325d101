/** kind initialisations: the distribution of every scheme, and samples against the bands. */
import { normalDistribution } from '../../src/engine/gaussian.ts';
import { distributionOf, initialize } from '../../src/engine/initializers.ts';
import type { Distribution, InitializerSpec } from '../../src/engine/initializers.ts';
import { createRandom } from '../../src/engine/random.ts';
import type { Random } from '../../src/engine/random.ts';
import type { Entry } from './ledger.ts';
import { kolmogorovSmirnov } from './statistics.ts';

const FORMULA = { rtol: 1e-14, atol: 1e-300 };

/** A scheme's name as the engine's initializer. */
export function initializerOf(scheme: string): InitializerSpec {
  if (scheme === 'zeros') return { kind: 'zero' };
  if (scheme === 'orthogonal') return { kind: 'orthogonal' };
  if (scheme === 'torch_linear_default') return { kind: 'lecun', distribution: 'uniform', gain: 1 / Math.sqrt(3) };
  const [, kind, one, two] = /^(constant|uniform|normal)_(-?[\d.e+-]+?)(?:_(-?[\d.e+-]+))?$/.exec(scheme) ?? [];
  if (kind === 'constant') return { kind, value: Number(one) };
  if (kind === 'uniform') return { kind, low: Number(one), high: Number(two) };
  if (kind === 'normal') return { kind, mean: Number(one), std: Number(two) };
  const [, rule, distribution, gain, slope] = /^(xavier|he|lecun)_(uniform|normal)(_gain_tanh|_leaky_([\d.e-]+))?$/.exec(scheme) ?? [];
  if ((rule !== 'xavier' && rule !== 'he' && rule !== 'lecun') || (distribution !== 'uniform' && distribution !== 'normal')) {
    throw new RangeError(`unknown initialisation: ${scheme}`);
  }
  if (gain === '_gain_tanh') return { kind: rule, distribution, gain: 5 / 3 };
  // He's gain for a leaky ReLU is √(2/(1 + slope²)) instead of √2.
  return slope === undefined ? { kind: rule, distribution } : { kind: rule, distribution, gain: 1 / Math.sqrt(1 + Number(slope) ** 2) };
}

type Scheme = { readonly spec: InitializerSpec; readonly fanIn: number; readonly fanOut: number; readonly distribution: Distribution };

export function checkInitialisations(file: Entry): void {
  const schemes = file.at('schemes').items().map(checkScheme);
  const random = createRandom(20261122);
  for (const band of file.at('bands').items()) {
    let conditions = 0;
    const broken: string[] = [];
    const alpha = band.at('alpha').number();
    const count = band.at('n').number();
    for (const scheme of schemes) {
      if (scheme.spec.kind === 'orthogonal' || scheme.distribution.kind === 'constant') continue;
      const outcome = checkSample(band, scheme, count, random);
      conditions += outcome.length;
      broken.push(...outcome.filter((condition) => condition !== ''));
    }
    // A right sampler breaks a share α of the conditions: allow four standard deviations more than that.
    const expected = alpha * conditions;
    band.at('alpha').expect(broken.length <= expected + 4 * Math.sqrt(expected), `${broken.length} of ${conditions} conditions broken: ${broken.slice(0, 5).join('; ')}`);
  }
}

function checkScheme(entry: Entry): Scheme {
  const spec = initializerOf(entry.at('scheme').text());
  const fanIn = entry.at('fan_in').number();
  const fanOut = entry.at('fan_out').number();
  const distribution = distributionOf(spec, fanIn, fanOut);
  const kind = entry.at('distribution');
  kind.equalText(spec.kind === 'orthogonal' ? 'orthogonal' : distribution.kind);
  entry.at('mean').compare(meanOf(distribution), FORMULA);
  entry.at('std').compare(stdOf(distribution), FORMULA);
  if (spec.kind === 'orthogonal') checkOrthogonal(entry, fanIn, fanOut);
  else if (distribution.kind === 'uniform') {
    entry.at('low').compare(distribution.low, FORMULA);
    entry.at('high').compare(distribution.high, FORMULA);
  } else if (distribution.kind === 'constant') {
    const value = entry.at('value');
    value.compare(distribution.value, FORMULA);
    const weights = initialize(spec, fanIn, fanOut, createRandom(1));
    value.expect(weights.length === fanIn * fanOut && weights.every((w) => w === distribution.value), 'the weights are not all this');
  }
  return { spec, fanIn, fanOut, distribution };
}

function meanOf(distribution: Distribution): number {
  if (distribution.kind === 'constant') return distribution.value;
  return distribution.kind === 'normal' ? distribution.mean : (distribution.low + distribution.high) / 2;
}

function stdOf(distribution: Distribution): number {
  if (distribution.kind === 'constant') return 0;
  return distribution.kind === 'normal' ? distribution.std : (distribution.high - distribution.low) / Math.sqrt(12);
}

/** Rows (or columns) of W have length 1 and are at right angles. */
function checkOrthogonal(entry: Entry, fanIn: number, fanOut: number): void {
  const rows = fanOut <= fanIn;
  entry.at('orthonormal').equalText(rows ? 'rows' : 'columns');
  entry.at('check').text();
  const weights = initialize({ kind: 'orthogonal' }, fanIn, fanOut, createRandom(fanIn * 1000 + fanOut));
  const count = rows ? fanOut : fanIn;
  const length = rows ? fanIn : fanOut;
  const at = (k: number, i: number): number => weights[rows ? k * fanIn + i : i * fanIn + k]!;
  let deviation = 0;
  for (let k = 0; k < count; k++) {
    for (let j = 0; j <= k; j++) {
      let product = 0;
      for (let i = 0; i < length; i++) product += at(k, i) * at(j, i);
      deviation = Math.max(deviation, Math.abs(product - (j === k ? 1 : 0)));
    }
  }
  const limit = entry.at('max_abs_deviation');
  limit.expect(deviation <= limit.number(), `ours deviates by ${deviation}`);
}

/** One text a condition of the band: empty where it holds. */
function checkSample(band: Entry, { spec, fanIn, fanOut, distribution }: Scheme, count: number, random: Random): string[] {
  const sample = new Float64Array(count);
  for (let filled = 0; filled < count;) {
    const weights = initialize(spec, fanIn, fanOut, random).subarray(0, count - filled);
    sample.set(weights, filled);
    filled += weights.length;
  }
  sample.sort();
  const expectedMean = meanOf(distribution);
  const expectedStd = stdOf(distribution);
  let sum = 0;
  for (const value of sample) sum += value;
  const mean = sum / count;
  let square = 0;
  for (const value of sample) square += (value - mean) ** 2;
  const ratio = Math.sqrt(square / (count - 1)) / expectedStd;
  const outcome: string[] = [];
  const condition = (entry: Entry, holds: boolean, text: string): void => {
    entry.expect(true, '');
    outcome.push(holds ? '' : `${spec.kind} ${fanIn}-${fanOut}: ${text}`);
  };
  const halfwidth = band.at('mean_halfwidth_over_std');
  condition(halfwidth, Math.abs(mean - expectedMean) <= halfwidth.number() * expectedStd, `mean ${mean}`);
  const ratios = band.at(distribution.kind === 'normal' ? 'normal_std_ratio' : 'uniform_std_ratio');
  condition(ratios, within(ratio, ratios.numbers()), `standard deviation ${ratio} times the expected`);
  const threshold = band.at('ks_threshold');
  const distance = kolmogorovSmirnov(sample, cdfOf(distribution));
  condition(threshold, distance <= threshold.number(), `Kolmogorov-Smirnov ${distance}`);
  if (distribution.kind === 'uniform') {
    const { low, high } = distribution;
    const gap = band.at('uniform_edge_gap_fraction');
    const edge = Math.max(sample[0]! - low, high - sample[count - 1]!) / (high - low);
    condition(gap, edge <= gap.number() && sample[0]! >= low && sample[count - 1]! <= high, `gap ${edge}`);
  } else {
    const extremes = band.at('normal_max_abs_over_std');
    const furthest = Math.max(expectedMean - sample[0]!, sample[count - 1]! - expectedMean) / expectedStd;
    condition(extremes, within(furthest, extremes.numbers()), `furthest ${furthest} standard deviations`);
  }
  return outcome;
}

function within(value: number, [low = Number.NaN, high = Number.NaN]: readonly number[]): boolean {
  return value >= low && value <= high;
}

function cdfOf(distribution: Distribution): (x: number) => number {
  if (distribution.kind === 'normal') return (x) => normalDistribution((x - distribution.mean) / distribution.std);
  if (distribution.kind === 'uniform') return (x) => (x - distribution.low) / (distribution.high - distribution.low);
  return (x) => (x < distribution.value ? 0 : 1);
}
