/** The range of every number of an experiment. Menus, fields, repair and error messages read this one table. */
export type Limit = {
  readonly min: number;
  readonly max: number;
  readonly label: string;
  /** Spacing of a slider's or a field's values; 1 also means that the number is whole. */
  readonly step?: number;
};

const whole = (label: string, min: number, max: number): Limit => ({ label, min, max, step: 1 });

export const limits = {
  points: { label: 'Number of points', min: 10, max: 10_000, step: 10 },
  noise: { label: 'Noise', min: 0, max: 0.5, step: 0.01 },
  trainShare: { label: 'Training share', min: 0.1, max: 0.9, step: 0.05 },
  examples: whole('Examples', 0, 10_000),
  input: { label: 'Input', min: -100, max: 100 },
  target: { label: 'Target', min: -100, max: 100 },
  tableInputs: whole('Inputs of the table', 1, 64),
  tableClasses: whole('Classes of the table', 2, 10),
  tableRows: whole('Rows of the table', 2, 10_000),
  seed: whole('Seed', 1, 999_999_999),
  hiddenLayers: whole('Hidden layers', 0, 8),
  units: whole('Neurons of a layer', 1, 64),
  learningRate: { label: 'Learning rate', min: 1e-6, max: 100 },
  batchSize: whole('Batch size', 1, 10_000),
  huberDelta: { label: 'Huber’s δ', min: 1e-3, max: 100 },
  weight: { label: 'Weight', min: -1e6, max: 1e6 },
  initialValue: { label: 'Initial value', min: -100, max: 100 },
  initialSpread: { label: 'Standard deviation', min: 0, max: 100 },
  gain: { label: 'Gain', min: 0, max: 100 },
  momentum: { label: 'Momentum', min: 0, max: 0.9999 },
  alpha: { label: 'Smoothing α', min: 0, max: 0.9999 },
  beta1: { label: 'β₁', min: 0, max: 0.9999 },
  beta2: { label: 'β₂', min: 0, max: 0.999999 },
  epsilon: { label: 'ε', min: 1e-16, max: 1 },
  rateDecay: { label: 'Decay', min: 0, max: 1 },
  weightDecay: { label: 'Weight decay', min: 0, max: 1 },
  scheduleSteps: whole('Steps of the schedule', 1, 10_000_000),
  scheduleFactor: { label: 'Factor of the schedule', min: 1e-6, max: 1 },
  scheduleGrowth: { label: 'Growth of the period', min: 1, max: 10 },
  scheduleShare: { label: 'Share of η', min: 0, max: 10 },
  schedulePower: { label: 'Power', min: 0, max: 10 },
  scheduleRise: { label: 'Rising share', min: 0.01, max: 0.99 },
  scheduleDivisor: { label: 'Divisor', min: 1, max: 1e9 },
  minimumRate: { label: 'Lowest rate', min: 0, max: 100 },
  l1: { label: 'L1 penalty', min: 0, max: 10 },
  l2: { label: 'L2 penalty', min: 0, max: 10 },
  clipNorm: { label: 'Gradient clipping', min: 0, max: 1000 },
} as const satisfies Record<string, Limit>;

/** The limit of each number of an optimizer, by its key. */
export const optimizerLimits: Readonly<Record<string, Limit>> = {
  momentum: limits.momentum, alpha: limits.alpha, beta1: limits.beta1, beta2: limits.beta2, epsilon: limits.epsilon,
  decay: limits.rateDecay, weightDecay: limits.weightDecay,
};

/** The limit of each number of a schedule, by its key. */
export const scheduleLimits: Readonly<Record<string, Limit>> = {
  stepSize: limits.scheduleSteps, period: limits.scheduleSteps, length: limits.scheduleSteps, warmup: limits.scheduleSteps,
  gamma: limits.scheduleFactor, decay: limits.rateDecay, minimum: limits.minimumRate, growth: limits.scheduleGrowth,
  from: limits.scheduleShare, to: limits.scheduleShare, power: limits.schedulePower, rise: limits.scheduleRise,
  divisor: limits.scheduleDivisor, finalDivisor: limits.scheduleDivisor,
};
