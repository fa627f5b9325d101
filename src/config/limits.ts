import { say } from '../words/say.ts';
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
  points: { label: say('Number of points'), min: 10, max: 10_000, step: 10 },
  noise: { label: say('Noise'), min: 0, max: 0.5, step: 0.01 },
  trainShare: { label: say('Training share'), min: 0.1, max: 0.9, step: 0.05 },
  examples: whole(say('Examples'), 0, 10_000),
  input: { label: say('Input'), min: -100, max: 100 },
  target: { label: say('Target'), min: -100, max: 100 },
  tableInputs: whole(say('Inputs of the table'), 1, 64),
  tableClasses: whole(say('Classes of the table'), 2, 10),
  tableRows: whole(say('Rows of the table'), 2, 10_000),
  seed: whole(say('Seed'), 1, 999_999_999),
  hiddenLayers: whole(say('Hidden layers'), 0, 8),
  units: whole(say('Neurons of a layer'), 1, 64),
  learningRate: { label: say('Learning rate'), min: 1e-6, max: 100 },
  batchSize: whole(say('Batch size'), 1, 10_000),
  huberDelta: { label: say('Huber’s δ'), min: 1e-3, max: 100 },
  weight: { label: say('Weight'), min: -1e6, max: 1e6 },
  initialValue: { label: say('Initial value'), min: -100, max: 100 },
  initialSpread: { label: say('Standard deviation'), min: 0, max: 100 },
  gain: { label: say('Gain'), min: 0, max: 100 },
  momentum: { label: say('Momentum'), min: 0, max: 0.9999 },
  alpha: { label: say('Smoothing α'), min: 0, max: 0.9999 },
  beta1: { label: 'β₁', min: 0, max: 0.9999 },
  beta2: { label: 'β₂', min: 0, max: 0.999999 },
  epsilon: { label: 'ε', min: 1e-16, max: 1 },
  rateDecay: { label: say('Decay'), min: 0, max: 1 },
  weightDecay: { label: say('Weight decay'), min: 0, max: 1 },
  scheduleSteps: whole(say('Steps of the schedule'), 1, 10_000_000),
  scheduleFactor: { label: say('Factor of the schedule'), min: 1e-6, max: 1 },
  scheduleGrowth: { label: say('Growth of the period'), min: 1, max: 10 },
  scheduleShare: { label: say('Share of η'), min: 0, max: 10 },
  schedulePower: { label: say('Power'), min: 0, max: 10 },
  scheduleRise: { label: say('Rising share'), min: 0.01, max: 0.99 },
  scheduleDivisor: { label: say('Divisor'), min: 1, max: 1e9 },
  minimumRate: { label: say('Lowest rate'), min: 0, max: 100 },
  l1: { label: say('L1 penalty'), min: 0, max: 10 },
  l2: { label: say('L2 penalty'), min: 0, max: 10 },
  clipNorm: { label: say('Gradient clipping'), min: 0, max: 1000 },
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
