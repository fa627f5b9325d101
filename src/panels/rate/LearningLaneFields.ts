/** The numbers that belong to an optimizer, a schedule or the regularization, as fields to type in: symbol, name, range. */
import type { Experiment } from '../../config/experiment.ts';
import { limits, optimizerLimits, scheduleLimits, type Limit } from '../../config/limits.ts';
import type { OptimizerSpec } from '../../engine/optimizers.ts';
import type { ScheduleSpec } from '../../engine/schedules.ts';
import { say } from '../../words/say.ts';

export type ParameterField = {
  readonly key: string;
  readonly label: string;
  readonly symbol: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
};

type FieldText = { readonly label: string; readonly symbol: string };

const optimizerTexts: Readonly<Record<string, FieldText>> = {
  momentum: { label: say('Momentum'), symbol: 'μ' },
  alpha: { label: say('Smoothing of the mean square'), symbol: 'α' },
  beta1: { label: say('Decay of the first moment'), symbol: 'β₁' },
  beta2: { label: say('Decay of the second moment'), symbol: 'β₂' },
  epsilon: { label: say('Guard against division by zero'), symbol: 'ε' },
  decay: { label: say('Decay of the rate'), symbol: 'decay' },
  weightDecay: { label: say('Weight decay'), symbol: 'λ' },
};

const scheduleTexts: Readonly<Record<string, FieldText>> = {
  stepSize: { label: say('Steps between falls'), symbol: 's' },
  gamma: { label: say('Factor'), symbol: 'γ' },
  decay: { label: say('Decay a step'), symbol: 'd' },
  period: { label: say('Period in steps'), symbol: 'T' },
  growth: { label: say('Growth of the period'), symbol: 'growth' },
  minimum: { label: say('Lowest rate'), symbol: say('η min') },
  length: { label: say('Length in steps'), symbol: 'n' },
  warmup: { label: say('Warm-up in steps'), symbol: 'w' },
  from: { label: say('Share of η at the start'), symbol: 'a' },
  to: { label: say('Share of η at the end'), symbol: 'b' },
  power: { label: say('Power'), symbol: 'p' },
  rise: { label: say('Share of the length that rises'), symbol: 'rise' },
  divisor: { label: say('First rate is η divided by'), symbol: 'divisor' },
  finalDivisor: { label: say('Last rate is the first divided by'), symbol: 'final' },
};

function fieldsOf(spec: OptimizerSpec | ScheduleSpec, texts: Readonly<Record<string, FieldText>>, ranges: Readonly<Record<string, Limit>>): readonly ParameterField[] {
  return Object.entries(spec).flatMap(([key, value]): ParameterField[] => {
    const [text, range] = [texts[key], ranges[key]];
    return text === undefined || range === undefined || typeof value !== 'number' ? [] : [fieldOf(key, value, text, range)];
  });
}

function fieldOf(key: string, value: number, { label, symbol }: FieldText, limit: Limit): ParameterField {
  return { key, label, symbol, value, min: limit.min, max: limit.max, whole: limit.step === 1 };
}

export const optimizerFields = (spec: OptimizerSpec): readonly ParameterField[] => fieldsOf(spec, optimizerTexts, optimizerLimits);
export const scheduleFields = (spec: ScheduleSpec): readonly ParameterField[] => fieldsOf(spec, scheduleTexts, scheduleLimits);

/** The specification with one of its own numbers changed. */
export function withField<S extends OptimizerSpec | ScheduleSpec>(spec: S, key: string, value: number): S {
  return key in spec ? { ...spec, [key]: value } : spec;
}

export type RegularizationKind = 'none' | 'l1' | 'l2' | 'l1l2';
type Regularization = Experiment['regularization'];

export const regularizationLabels: Readonly<Record<RegularizationKind, string>> = {
  none: say('No penalty'), l1: 'L1: λ Σ|w|', l2: say('L2: ½λ Σw²'), l1l2: say('L1 and L2'),
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
  if (l1 > 0) fields.push(fieldOf('l1', l1, { label: say('L1 penalty'), symbol: 'λ₁' }, limits.l1));
  if (l2 > 0) fields.push(fieldOf('l2', l2, { label: say('L2 penalty'), symbol: 'λ₂' }, limits.l2));
  fields.push(fieldOf('clipNorm', clipNorm, { label: say('Clip the gradient at length (0: never)'), symbol: 'clip ‖∇L‖' }, limits.clipNorm));
  return fields;
}
