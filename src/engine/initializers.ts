// Xavier: Var w = 2/(fan_in + fan_out), He: 2/fan_in, LeCun: 1/fan_in
/**
 * How weights and biases begin. fan_in is the number of units of the previous layer, fan_out that of the layer itself.
 * Normal always means untruncated (Keras cuts at two standard deviations).
 */
import type { Random } from './random.ts';

type WeightDistribution = 'uniform' | 'normal';

export type InitializerSpec =
  | { readonly kind: 'zero' }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number }
  /** `gain` multiplies every weight, 1 when left out (5/3 suits tanh: Kumar 2017, torch.nn.init.calculate_gain). */
  | { readonly kind: 'xavier' | 'he' | 'lecun'; readonly distribution: WeightDistribution; readonly gain?: number }
  | { readonly kind: 'orthogonal' };

export type InitializerKind = InitializerSpec['kind'];

/** What a single weight is drawn from. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number };

export type Initializer = {
  readonly label: string;
  /** The distribution of one weight; n_in and n_out are the two fans. */
  readonly tex: string;
  readonly spec: InitializerSpec;
};

/** One entry a kind, in the order of the menus; `spec` is what choosing it gives. */
export const initializers: Readonly<Record<InitializerKind, Initializer>> = {
  zero: { label: 'Zero', tex: 'w = 0', spec: { kind: 'zero' } },
  constant: { label: 'Constant', tex: 'w = c', spec: { kind: 'constant', value: 0.1 } },
  uniform: { label: 'Uniform', tex: 'w \\sim U[a, b]', spec: { kind: 'uniform', low: -0.3, high: 0.3 } },
  normal: { label: 'Normal', tex: 'w \\sim N(\\mu, \\sigma^2)', spec: { kind: 'normal', mean: 0, std: 1 } },
  // Glorot & Bengio 2010
  xavier: {
    label: 'Xavier', tex: '\\operatorname{Var} w = \\frac{2}{n_{\\mathrm{in}} + n_{\\mathrm{out}}}',
    spec: { kind: 'xavier', distribution: 'uniform' },
  },
  // He, Zhang, Ren & Sun 2015
  he: { label: 'He', tex: '\\operatorname{Var} w = \\frac{2}{n_{\\mathrm{in}}}', spec: { kind: 'he', distribution: 'normal' } },
  // LeCun, Bottou, Orr & Müller 1998
  lecun: { label: 'LeCun', tex: '\\operatorname{Var} w = \\frac{1}{n_{\\mathrm{in}}}', spec: { kind: 'lecun', distribution: 'normal' } },
  // Saxe, McClelland & Ganguli 2014
  orthogonal: { label: 'Orthogonal', tex: 'W W^{\\mathsf T} = I \\text{ or } W^{\\mathsf T} W = I', spec: { kind: 'orthogonal' } },
};

/** The spec in words, such as "U[−0.3, 0.3]" or "Xavier normal". */
export function initializerLabel(spec: InitializerSpec): string {
  switch (spec.kind) {
    case 'constant': return `${initializers.constant.label} ${signed(spec.value)}`;
    case 'uniform': return `U[${signed(spec.low)}, ${signed(spec.high)}]`;
    case 'normal': return `N(${signed(spec.mean)}, ${signed(spec.std)})`;
    case 'xavier':
    case 'he':
    case 'lecun': {
      const gain = spec.gain === undefined || spec.gain === 1 ? '' : ` × ${signed(spec.gain)}`;
      return `${initializers[spec.kind].label} ${spec.distribution}${gain}`;
    }
    default: return initializers[spec.kind].label;
  }
}

function signed(value: number): string {
  return String(value).replace('-', '−');
}

/**
 * The distribution of a single weight between layers of fanIn and fanOut units. For `orthogonal`, whose weights depend on one
 * another, it is the normal one that a single weight comes close to in a large layer.
 */
export function distributionOf(spec: InitializerSpec, fanIn: number, fanOut: number): Distribution {
  switch (spec.kind) {
    case 'zero': return { kind: 'constant', value: 0 };
    case 'constant':
    case 'uniform':
    case 'normal': return spec;
    case 'xavier': return centred(spec.distribution, (spec.gain ?? 1) * Math.sqrt(2 / (fanIn + fanOut)));
    case 'he': return centred(spec.distribution, (spec.gain ?? 1) * Math.sqrt(2 / fanIn));
    case 'lecun': return centred(spec.distribution, (spec.gain ?? 1) * Math.sqrt(1 / fanIn));
    case 'orthogonal': return { kind: 'normal', mean: 0, std: 1 / Math.sqrt(Math.max(fanIn, fanOut)) };
  }
}

/** Mean 0 and the given standard deviation; a uniform distribution on ±b has standard deviation b/√3. */
function centred(distribution: WeightDistribution, std: number): Distribution {
  const bound = std * Math.sqrt(3);
  return distribution === 'normal' ? { kind: 'normal', mean: 0, std } : { kind: 'uniform', low: -bound, high: bound };
}

/** Weights of a layer, [unit][input], fanOut × fanIn. Draws nothing from the generator when they are all the same. */
export function initialize(spec: InitializerSpec, fanIn: number, fanOut: number, random: Random): Float64Array {
  if (spec.kind === 'orthogonal') return orthogonal(fanIn, fanOut, random);
  return draw(distributionOf(spec, fanIn, fanOut), fanIn * fanOut, random);
}

/** Biases of a layer, [unit]: each one drawn as a weight of the layer would be. */
export function initializeBiases(spec: InitializerSpec, fanIn: number, fanOut: number, random: Random): Float64Array {
  return draw(distributionOf(spec, fanIn, fanOut), fanOut, random);
}

function draw(distribution: Distribution, count: number, random: Random): Float64Array {
  const values = new Float64Array(count);
  switch (distribution.kind) {
    case 'constant':
      values.fill(distribution.value);
      break;
    case 'uniform': {
      const { low, high } = distribution;
      for (let i = 0; i < count; i++) values[i] = low + (high - low) * random.next();
      break;
    }
    case 'normal':
      for (let i = 0; i < count; i++) values[i] = distribution.mean + distribution.std * random.normal();
      break;
  }
  return values;
}

/**
 * A uniformly random matrix with orthonormal rows (fanOut ≤ fanIn) or columns: Gram and Schmidt on normal vectors, done twice
 * over because once leaves an error that grows with the condition of the draw ("twice is enough", Kahan).
 */
function orthogonal(fanIn: number, fanOut: number, random: Random): Float64Array {
  const count = Math.min(fanIn, fanOut);
  const length = Math.max(fanIn, fanOut);
  const vectors = draw({ kind: 'normal', mean: 0, std: 1 }, count * length, random);
  for (let k = 0; k < count; k++) {
    const v = vectors.subarray(k * length, (k + 1) * length);
    for (let round = 0; round < 2; round++) {
      for (let j = 0; j < k; j++) {
        const u = vectors.subarray(j * length, (j + 1) * length);
        let projection = 0;
        for (let i = 0; i < length; i++) projection += u[i]! * v[i]!;
        for (let i = 0; i < length; i++) v[i] = v[i]! - projection * u[i]!;
      }
      let square = 0;
      for (let i = 0; i < length; i++) square += v[i]! * v[i]!;
      const scale = 1 / Math.sqrt(square);
      for (let i = 0; i < length; i++) v[i] = v[i]! * scale;
    }
  }
  if (fanOut <= fanIn) return vectors;
  const weights = new Float64Array(fanIn * fanOut);
  for (let input = 0; input < fanIn; input++) {
    for (let unit = 0; unit < fanOut; unit++) weights[unit * fanIn + input] = vectors[input * length + unit]!;
  }
  return weights;
}
