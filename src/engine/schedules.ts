// ηₖ = η · f(k), k = 0, 1, 2 … the number of steps already made
/**
 * The learning rate of every step. All lengths are in steps (updates). The rules are those of torch.optim.lr_scheduler in
 * closed form, so any step can be asked for on its own: rewinding needs no state.
 */

export type ScheduleSpec =
  | { readonly name: 'constant' }
  | { readonly name: 'step'; readonly stepSize: number; readonly gamma: number }
  | { readonly name: 'multi_step'; readonly milestones: readonly number[]; readonly gamma: number }
  | { readonly name: 'exponential'; readonly gamma: number }
  | { readonly name: 'inverse_time'; readonly decay: number }
  /** Falls to `minimum` at step `period` and rises again after it. */
  | { readonly name: 'cosine'; readonly period: number; readonly minimum: number }
  /** Starts again after `period` steps, then after `growth` times as many, and so on. */
  | { readonly name: 'cosine_restarts'; readonly period: number; readonly growth: number; readonly minimum: number }
  /** 1/length of η in the first step, all of it from step `length` − 1 on. */
  | { readonly name: 'warmup'; readonly length: number }
  /** From `from` · η in step 0 in a straight line to `to` · η in step `length`, and so on for ever. */
  | { readonly name: 'linear'; readonly length: number; readonly from: number; readonly to: number }
  | { readonly name: 'warmup_cosine'; readonly warmup: number; readonly length: number }
  | { readonly name: 'polynomial'; readonly length: number; readonly power: number }
  | OneCycleSpec;

/** One cycle (Smith & Topin 2017): up to η, then far below where it began. Whatever is left out is as in torch. */
export type OneCycleSpec = {
  readonly name: 'one_cycle';
  readonly length: number;
  /** Share of the length in which the rate rises, 0 to 1; 0.3. */
  readonly rise?: number;
  /** The first rate is η / divisor; 25. */
  readonly divisor?: number;
  /** The last rate is η / (divisor · finalDivisor); 10⁴. */
  readonly finalDivisor?: number;
  /** The form of each phase; cosine. */
  readonly form?: 'cosine' | 'linear';
  /** True: falls back to the first rate as fast as it rose, then to the last rate. False: from η to the last rate at once. */
  readonly threePhases?: boolean;
  /** Moves the optimizer's momentum (Adam: β₁) the other way, from `high` to `low` and back; left alone when left out. */
  readonly momentum?: { readonly low: number; readonly high: number };
};

export type ScheduleName = ScheduleSpec['name'];

export type Schedule = { readonly label: string; readonly tex: string; readonly spec: ScheduleSpec };

/** One entry a schedule, in the order of the menus; `spec` is what choosing it gives. */
export const schedules: Readonly<Record<ScheduleName, Schedule>> = {
  constant: { label: 'Constant', tex: '\\eta_k = \\eta', spec: { name: 'constant' } },
  step: {
    label: 'Step decay', tex: '\\eta_k = \\eta\\,\\gamma^{\\lfloor k / s \\rfloor}',
    spec: { name: 'step', stepSize: 1000, gamma: 0.5 },
  },
  multi_step: {
    label: 'Step decay at milestones', tex: '\\eta_k = \\eta\\,\\gamma^{\\,\\#\\{m \\le k\\}}',
    spec: { name: 'multi_step', milestones: [1000, 3000], gamma: 0.1 },
  },
  exponential: { label: 'Exponential decay', tex: '\\eta_k = \\eta\\,\\gamma^k', spec: { name: 'exponential', gamma: 0.9995 } },
  inverse_time: { label: '1/t decay', tex: '\\eta_k = \\frac{\\eta}{1 + d\\,k}', spec: { name: 'inverse_time', decay: 0.001 } },
  cosine: {
    label: 'Cosine', tex: '\\eta_k = \\eta_{\\text{min}} + (\\eta - \\eta_{\\text{min}})\\,\\tfrac12\\Bigl(1 + \\cos\\frac{\\pi k}{T}\\Bigr)',
    spec: { name: 'cosine', period: 5000, minimum: 0 },
  },
  cosine_restarts: {
    label: 'Cosine with restarts', tex: '\\eta_k = \\eta_{\\text{min}} + (\\eta - \\eta_{\\text{min}})\\,\\tfrac12\\Bigl(1 + \\cos\\frac{\\pi t}{T_i}\\Bigr)',
    spec: { name: 'cosine_restarts', period: 1000, growth: 2, minimum: 0 },
  },
  warmup: { label: 'Warm-up', tex: '\\eta_k = \\eta\\,\\min\\Bigl(1, \\frac{k + 1}{n}\\Bigr)', spec: { name: 'warmup', length: 500 } },
  linear: {
    label: 'Linear', tex: '\\eta_k = \\eta\\,\\Bigl(a + (b - a)\\,\\min\\bigl(1, \\tfrac{k}{n}\\bigr)\\Bigr)',
    spec: { name: 'linear', length: 500, from: 0.1, to: 1 },
  },
  warmup_cosine: {
    label: 'Warm-up, then cosine', tex: '\\eta_k = \\eta\\,\\frac{k+1}{w} \\;(k < w),\\quad \\eta\\,\\tfrac12\\Bigl(1 + \\cos\\frac{\\pi (k - w)}{T - w}\\Bigr)',
    spec: { name: 'warmup_cosine', warmup: 500, length: 5000 },
  },
  polynomial: {
    label: 'Polynomial', tex: '\\eta_k = \\eta\\,\\Bigl(1 - \\min\\bigl(1, \\tfrac{k}{n}\\bigr)\\Bigr)^p',
    spec: { name: 'polynomial', length: 5000, power: 2 },
  },
  one_cycle: {
    label: 'One cycle', tex: '\\tfrac{\\eta}{25} \\nearrow \\eta \\searrow \\tfrac{\\eta}{25 \\cdot 10^4}',
    spec: { name: 'one_cycle', length: 5000 },
  },
};

export function defaultSchedule(name: ScheduleName): ScheduleSpec {
  return schedules[name].spec;
}

/**
 * The rate that step number `step` (from 0) uses.
 * @param baseRate η; for one_cycle the highest rate
 */
export function learningRateAt(spec: ScheduleSpec, baseRate: number, step: number): number {
  switch (spec.name) {
    case 'constant': return baseRate;
    case 'step': return baseRate * spec.gamma ** Math.floor(step / spec.stepSize);
    case 'multi_step': return baseRate * spec.gamma ** milestonesPassed(spec.milestones, step);
    case 'exponential': return baseRate * spec.gamma ** step;
    case 'inverse_time': return baseRate / (1 + spec.decay * step);
    case 'cosine': return between(baseRate, spec.minimum, step / spec.period, 'cosine');
    case 'cosine_restarts': return between(baseRate, spec.minimum, sinceRestart(step, spec.period, spec.growth), 'cosine');
    case 'warmup': return baseRate * Math.min(1, (step + 1) / spec.length);
    case 'linear': return baseRate * (spec.from + (spec.to - spec.from) * Math.min(1, step / spec.length));
    case 'warmup_cosine':
      if (step < spec.warmup) return (baseRate * (step + 1)) / spec.warmup;
      return between(baseRate, 0, (step - spec.warmup) / (spec.length - spec.warmup), 'cosine');
    case 'polynomial': return baseRate * (1 - Math.min(1, step / spec.length)) ** spec.power;
    case 'one_cycle': {
      const first = baseRate / (spec.divisor ?? 25);
      return cycled(spec, step, first, baseRate, spec.threePhases ? first : null, first / (spec.finalDivisor ?? 1e4));
    }
  }
}

/** The momentum (Adam: β₁) that step number `step` uses, or null where the schedule leaves it as the optimizer has it. */
export function momentumAt(spec: ScheduleSpec, step: number): number | null {
  if (spec.name !== 'one_cycle' || spec.momentum === undefined) return null;
  const { low, high } = spec.momentum;
  return cycled(spec, step, high, low, spec.threePhases ? high : null, high);
}

/** From a (q = 0) to b (q = 1). */
function between(a: number, b: number, q: number, form: 'cosine' | 'linear'): number {
  return form === 'linear' ? a + (b - a) * q : b + ((a - b) / 2) * (1 + Math.cos(Math.PI * q));
}

/** How many milestones a step has reached. */
export function milestonesPassed(milestones: readonly number[], step: number): number {
  return milestones.reduce((passed, milestone) => passed + (milestone <= step ? 1 : 0), 0);
}

/** Steps since the latest restart and the present period, with periods of length, length · growth, length · growth² … */
export function restartBefore(step: number, length: number, growth: number): { readonly since: number; readonly period: number } {
  if (growth <= 1) return { since: step % length, period: length };
  let period = length;
  let since = step;
  while (since >= period) {
    since -= period;
    period *= growth;
  }
  return { since, period };
}

/** Share of the present period that is over. */
function sinceRestart(step: number, length: number, growth: number): number {
  const { since, period } = restartBefore(step, length, growth);
  return since / period;
}

/** The phases of one cycle: first → peak, (→ middle,) → last, which stays after the end. Their ends are torch's. */
function cycled(spec: OneCycleSpec, step: number, first: number, peak: number, middle: number | null, last: number): number {
  const form = spec.form ?? 'cosine';
  // The step with the peak; a rise of less than a step begins there.
  const top = Math.max(0, (spec.rise ?? 0.3) * spec.length - 1);
  const end = spec.length - 1;
  if (step < top) return between(first, peak, step / top, form);
  if (step >= end) return last;
  if (middle === null) return between(peak, last, (step - top) / (end - top), form);
  if (step < 2 * top) return between(peak, middle, (step - top) / top, form);
  return between(middle, last, (step - 2 * top) / (end - 2 * top), form);
}
