/** The numbers that belong to an optimizer, a schedule or the regularization, as fields to type in: symbol, name, range. */
import type { Experiment } from '../config/experiment.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import type { ScheduleSpec } from '../engine/schedules.ts';

export type ParameterField = {
  readonly key: string;
  readonly label: string;
  readonly symbol: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
};

type FieldText = Omit<ParameterField, 'key' | 'value'>;

const steps = (label: string, symbol: string): FieldText => ({ label, symbol, min: 1, max: 10_000_000, whole: true });

const optimizerTexts: Readonly<Record<string, FieldText>> = {
  momentum: { label: 'Momentum', symbol: 'μ', min: 0, max: 0.9999 },
  alpha: { label: 'Smoothing of the mean square', symbol: 'α', min: 0, max: 0.9999 },
  beta1: { label: 'Decay of the first moment', symbol: 'β₁', min: 0, max: 0.9999 },
  beta2: { label: 'Decay of the second moment', symbol: 'β₂', min: 0, max: 0.999999 },
  epsilon: { label: 'Guard against division by zero', symbol: 'ε', min: 1e-16, max: 1 },
  decay: { label: 'Decay of the rate', symbol: 'decay', min: 0, max: 1 },
  weightDecay: { label: 'Weight decay', symbol: 'λ', min: 0, max: 1 },
};

const scheduleTexts: Readonly<Record<string, FieldText>> = {
  stepSize: steps('Steps between falls', 's'),
  gamma: { label: 'Factor', symbol: 'γ', min: 1e-6, max: 1 },
  decay: { label: 'Decay a step', symbol: 'd', min: 0, max: 1 },
  period: steps('Period in steps', 'T'),
  growth: { label: 'Growth of the period', symbol: 'growth', min: 1, max: 10 },
  minimum: { label: 'Lowest rate', symbol: 'η min', min: 0, max: 100 },
  length: steps('Length in steps', 'n'),
  warmup: steps('Warm-up in steps', 'w'),
  from: { label: 'Share of η at the start', symbol: 'a', min: 0, max: 10 },
  to: { label: 'Share of η at the end', symbol: 'b', min: 0, max: 10 },
  power: { label: 'Power', symbol: 'p', min: 0, max: 10 },
  rise: { label: 'Share of the length that rises', symbol: 'rise', min: 0.01, max: 0.99 },
  divisor: { label: 'First rate is η divided by', symbol: 'divisor', min: 1, max: 1e6 },
  finalDivisor: { label: 'Last rate is the first divided by', symbol: 'final', min: 1, max: 1e9 },
};

function fieldsOf(spec: OptimizerSpec | ScheduleSpec, texts: Readonly<Record<string, FieldText>>): readonly ParameterField[] {
  return Object.entries(spec).flatMap(([key, value]): ParameterField[] => {
    const text = texts[key];
    return text === undefined || typeof value !== 'number' ? [] : [{ key, value, ...text }];
  });
}

export const optimizerFields = (spec: OptimizerSpec): readonly ParameterField[] => fieldsOf(spec, optimizerTexts);
export const scheduleFields = (spec: ScheduleSpec): readonly ParameterField[] => fieldsOf(spec, scheduleTexts);

/** The specification with one of its own numbers changed. */
export function withField<S extends OptimizerSpec | ScheduleSpec>(spec: S, key: string, value: number): S {
  return key in spec ? { ...spec, [key]: value } : spec;
}

export type RegularizationKind = 'none' | 'l1' | 'l2' | 'l1l2';
type Regularization = Experiment['regularization'];

export const regularizationLabels: Readonly<Record<RegularizationKind, string>> = {
  none: 'No penalty', l1: 'L1: λ Σ|w|', l2: 'L2: ½λ Σw²', l1l2: 'L1 and L2',
};

const USUAL_LAMBDA = 0.001;

export function regularizationKind({ l1, l2 }: Regularization): RegularizationKind {
  if (l1 > 0) return l2 > 0 ? 'l1l2' : 'l1';
  return l2 > 0 ? 'l2' : 'none';
}

/** Keeps a λ that is already there and begins with 0.001 where one is new. */
export function withRegularizationKind(regularization: Regularization, kind: RegularizationKind): Regularization {
  const keep = (value: number): number => (value > 0 ? value : USUAL_LAMBDA);
  return {
    ...regularization,
    l1: kind === 'l1' || kind === 'l1l2' ? keep(regularization.l1) : 0,
    l2: kind === 'l2' || kind === 'l1l2' ? keep(regularization.l2) : 0,
  };
}

/** λ of the penalties in use and, always, the limit of the gradient's length. */
export function regularizationFields({ l1, l2, clipNorm }: Regularization): readonly ParameterField[] {
  const fields: ParameterField[] = [];
  if (l1 > 0) fields.push({ key: 'l1', label: 'L1 penalty', symbol: 'λ₁', value: l1, min: 0, max: 10 });
  if (l2 > 0) fields.push({ key: 'l2', label: 'L2 penalty', symbol: 'λ₂', value: l2, min: 0, max: 10 });
  fields.push({ key: 'clipNorm', label: 'Clip the gradient at length (0: never)', symbol: 'clip ‖∇L‖', value: clipNorm, min: 0, max: 1000 });
  return fields;
}
