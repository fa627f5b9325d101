// θ ← θ − η · d(g), where d is what an optimizer makes of the gradient g
/**
 * The rules of torch.optim, each over the whole parameter vector at once. An optimizer remembers vectors of θ's layout, its
 * slots, all zero at the beginning. Sources of the rules: Polyak 1964 (momentum), Nesterov 1983, Duchi et al. 2011 (Adagrad),
 * Tieleman & Hinton 2012 (RMSProp), Kingma & Ba 2015 (Adam), Loshchilov & Hutter 2019 (AdamW).
 */

export type OptimizerSpec =
  | { readonly name: 'sgd' }
  | { readonly name: 'momentum'; readonly momentum: number }
  | { readonly name: 'nesterov'; readonly momentum: number }
  | { readonly name: 'adagrad'; readonly epsilon: number; readonly decay?: number }
  | { readonly name: 'rmsprop'; readonly alpha: number; readonly epsilon: number }
  | { readonly name: 'adam'; readonly beta1: number; readonly beta2: number; readonly epsilon: number }
  | { readonly name: 'adamw'; readonly beta1: number; readonly beta2: number; readonly epsilon: number; readonly weightDecay: number };

export type OptimizerName = OptimizerSpec['name'];
type SpecOf<N extends OptimizerName> = Extract<OptimizerSpec, { readonly name: N }>;

type OptimizerSlot = { readonly name: string; readonly tex: string };

export type Optimizer = {
  readonly label: string;
  /** The update rule, g the gradient of the step. */
  readonly tex: string;
  readonly slots: readonly OptimizerSlot[];
  readonly spec: OptimizerSpec;
  /**
   * One step: changes `theta` and `slots` in place and leaves the old θ in `previous`. All vectors have the length of θ.
   * @param eta the rate of this step
   * @param step number of this step since the slots were zero, from 1
   * @returns 0 when every new parameter is finite, otherwise NaN
   */
  update(theta: Float64Array, gradient: Float64Array, slots: readonly Float64Array[], eta: number, step: number, spec: OptimizerSpec, previous: Float64Array): number;
};

const velocity: OptimizerSlot = { name: 'velocity', tex: 'v' };
const firstMoment: OptimizerSlot = { name: 'first moment', tex: 'm' };
const secondMoment: OptimizerSlot = { name: 'second moment', tex: 'v' };

/** One entry an optimizer, in the order of the menus; `spec` is what choosing it gives. */
export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = {
  sgd: {
    label: 'SGD', tex: '\\theta \\leftarrow \\theta - \\eta\\,g', slots: [], spec: { name: 'sgd' },
    update(theta, gradient, _slots, eta, _step, _spec, previous) {
      let guard = 0;
      let i = 0;
      // Four at a time, because the plainest rule is also the one whose time is mostly the loop's own.
      for (const whole = theta.length & ~3; i < whole; i += 4) {
        const old0 = theta[i]!;
        const old1 = theta[i + 1]!;
        const old2 = theta[i + 2]!;
        const old3 = theta[i + 3]!;
        const value0 = old0 - eta * gradient[i]!;
        const value1 = old1 - eta * gradient[i + 1]!;
        const value2 = old2 - eta * gradient[i + 2]!;
        const value3 = old3 - eta * gradient[i + 3]!;
        previous[i] = old0;
        previous[i + 1] = old1;
        previous[i + 2] = old2;
        previous[i + 3] = old3;
        theta[i] = value0;
        theta[i + 1] = value1;
        theta[i + 2] = value2;
        theta[i + 3] = value3;
        guard += value0 - value0 + (value1 - value1) + (value2 - value2 + (value3 - value3));
      }
      for (; i < theta.length; i++) {
        const old = theta[i]!;
        const value = old - eta * gradient[i]!;
        previous[i] = old;
        theta[i] = value;
        guard += value - value;
      }
      return guard;
    },
  },
  momentum: {
    label: 'Momentum', tex: 'v \\leftarrow \\mu v + g,\\quad \\theta \\leftarrow \\theta - \\eta\\,v',
    slots: [velocity], spec: { name: 'momentum', momentum: 0.9 },
    update(theta, gradient, slots, eta, _step, spec: SpecOf<'momentum'>, previous) {
      const v = slots[0]!;
      const mu = spec.momentum;
      let guard = 0;
      for (let i = 0; i < theta.length; i++) {
        const old = theta[i]!;
        const speed = mu * v[i]! + gradient[i]!;
        const value = old - eta * speed;
        v[i] = speed;
        previous[i] = old;
        theta[i] = value;
        guard += value - value;
      }
      return guard;
    },
  },
  nesterov: {
    label: 'Nesterov', tex: 'v \\leftarrow \\mu v + g,\\quad \\theta \\leftarrow \\theta - \\eta\\,(g + \\mu v)',
    slots: [velocity], spec: { name: 'nesterov', momentum: 0.9 },
    update(theta, gradient, slots, eta, _step, spec: SpecOf<'nesterov'>, previous) {
      const v = slots[0]!;
      const mu = spec.momentum;
      let guard = 0;
      for (let i = 0; i < theta.length; i++) {
        const old = theta[i]!;
        const g = gradient[i]!;
        const speed = mu * v[i]! + g;
        const value = old - eta * (g + mu * speed);
        v[i] = speed;
        previous[i] = old;
        theta[i] = value;
        guard += value - value;
      }
      return guard;
    },
  },
  adagrad: {
    label: 'Adagrad', tex: 's \\leftarrow s + g^2,\\quad \\theta \\leftarrow \\theta - \\eta\\,\\frac{g}{\\sqrt{s} + \\varepsilon}',
    slots: [{ name: 'sum of squares', tex: 's' }], spec: { name: 'adagrad', epsilon: 1e-10 },
    update(theta, gradient, slots, eta, step, spec: SpecOf<'adagrad'>, previous) {
      const s = slots[0]!;
      const { epsilon } = spec;
      const rate = eta / (1 + (step - 1) * (spec.decay ?? 0));
      let guard = 0;
      for (let i = 0; i < theta.length; i++) {
        const old = theta[i]!;
        const g = gradient[i]!;
        const sum = s[i]! + g * g;
        const value = old - (rate * g) / (Math.sqrt(sum) + epsilon);
        s[i] = sum;
        previous[i] = old;
        theta[i] = value;
        guard += value - value;
      }
      return guard;
    },
  },
  rmsprop: {
    label: 'RMSProp', tex: 'v \\leftarrow \\alpha v + (1 - \\alpha)\\,g^2,\\quad \\theta \\leftarrow \\theta - \\eta\\,\\frac{g}{\\sqrt{v} + \\varepsilon}',
    slots: [{ name: 'mean square', tex: 'v' }], spec: { name: 'rmsprop', alpha: 0.99, epsilon: 1e-8 },
    update(theta, gradient, slots, eta, _step, spec: SpecOf<'rmsprop'>, previous) {
      const v = slots[0]!;
      const { alpha, epsilon } = spec;
      let guard = 0;
      for (let i = 0; i < theta.length; i++) {
        const old = theta[i]!;
        const g = gradient[i]!;
        const mean = alpha * v[i]! + (1 - alpha) * g * g;
        const value = old - (eta * g) / (Math.sqrt(mean) + epsilon);
        v[i] = mean;
        previous[i] = old;
        theta[i] = value;
        guard += value - value;
      }
      return guard;
    },
  },
  adam: {
    label: 'Adam',
    tex: 'm \\leftarrow \\beta_1 m + (1 - \\beta_1)\\,g,\\quad v \\leftarrow \\beta_2 v + (1 - \\beta_2)\\,g^2,\\quad \\theta \\leftarrow \\theta - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon}',
    slots: [firstMoment, secondMoment], spec: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    update(theta, gradient, slots, eta, step, spec: SpecOf<'adam'>, previous) {
      return adaptMoments(theta, gradient, slots, eta, step, spec, 1, previous);
    },
  },
  adamw: {
    label: 'AdamW',
    tex: '\\theta \\leftarrow (1 - \\eta\\lambda)\\,\\theta,\\quad \\theta \\leftarrow \\theta - \\eta\\,\\frac{\\hat m}{\\sqrt{\\hat v} + \\varepsilon}',
    slots: [firstMoment, secondMoment], spec: { name: 'adamw', beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    update(theta, gradient, slots, eta, step, spec: SpecOf<'adamw'>, previous) {
      return adaptMoments(theta, gradient, slots, eta, step, spec, 1 - eta * spec.weightDecay, previous);
    },
  },
};

/** 1 − βᵏ: the share of a running mean that began at 0 which `step` values have. */
export function momentShare(beta: number, step: number): number {
  return 1 - beta ** step;
}

type MomentRates = { readonly beta1: number; readonly beta2: number; readonly epsilon: number };

/** m̂ = m/(1 − β₁ᵏ), v̂ = v/(1 − β₂ᵏ), θ ← keep · θ − η m̂/(√v̂ + ε); ε comes after the correction of v. */
function adaptMoments(
  theta: Float64Array, gradient: Float64Array, slots: readonly Float64Array[], eta: number, step: number,
  { beta1, beta2, epsilon }: MomentRates, keep: number, previous: Float64Array,
): number {
  const m = slots[0]!;
  const v = slots[1]!;
  const rate = eta / momentShare(beta1, step);
  const correction = 1 / Math.sqrt(momentShare(beta2, step));
  let guard = 0;
  for (let i = 0; i < theta.length; i++) {
    const old = theta[i]!;
    const g = gradient[i]!;
    const mean = beta1 * m[i]! + (1 - beta1) * g;
    const square = beta2 * v[i]! + (1 - beta2) * g * g;
    const value = keep * old - (rate * mean) / (Math.sqrt(square) * correction + epsilon);
    m[i] = mean;
    v[i] = square;
    previous[i] = old;
    theta[i] = value;
    guard += value - value;
  }
  return guard;
}

export function defaultOptimizer(name: OptimizerName): OptimizerSpec {
  return optimizers[name].spec;
}

/** The slots of a new optimizer, all zero. */
export function createSlots(name: OptimizerName, parameterCount: number): Float64Array[] {
  return optimizers[name].slots.map(() => new Float64Array(parameterCount));
}

/** The same optimizer with another momentum (Adam: β₁); one that has none comes back as it is. */
export function withMomentum(spec: OptimizerSpec, momentum: number): OptimizerSpec {
  switch (spec.name) {
    case 'momentum':
    case 'nesterov': return { ...spec, momentum };
    case 'adam':
    case 'adamw': return { ...spec, beta1: momentum };
    default: return spec;
  }
}
