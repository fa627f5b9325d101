/** A schedule as a curve: how far it is shown, and its points. */
import { learningRateAt, type ScheduleSpec } from '../engine/schedules.ts';

/** Steps after which a schedule has shown what it does. */
export function scheduleReach(spec: ScheduleSpec): number {
  switch (spec.name) {
    case 'constant': return 1;
    case 'step': return 5 * spec.stepSize;
    case 'multi_step': return 1.4 * Math.max(1, ...spec.milestones);
    // To a hundredth of η.
    case 'exponential': return spec.gamma > 0 && spec.gamma < 1 ? Math.log(0.01) / Math.log(spec.gamma) : 1000;
    case 'inverse_time': return spec.decay > 0 ? 9 / spec.decay : 1000;
    case 'cosine': return 2 * spec.period;
    case 'cosine_restarts': return spec.period * (1 + spec.growth + spec.growth ** 2);
    case 'warmup': return 2 * spec.length;
    case 'linear': return 1.5 * spec.length;
    case 'warmup_cosine': case 'polynomial': case 'one_cycle': return 1.1 * spec.length;
  }
}

/** The last step shown: all of the schedule, and always some of what is to come. */
export function scheduleEnd(spec: ScheduleSpec, step: number): number {
  return Math.max(2, Math.ceil(scheduleReach(spec)), Math.ceil(step * 1.25));
}

const POINTS = 300;

export type ScheduleCurve = { readonly path: string; readonly highest: number; readonly xOf: (step: number) => number; readonly yOf: (rate: number) => number };

/** @param base η; the highest rate of the curve stands at the top of a box of this size, zero at its foot */
export function scheduleCurve(spec: ScheduleSpec, base: number, end: number, width: number, height: number): ScheduleCurve {
  const steps = Array.from({ length: POINTS + 1 }, (_, i) => Math.round((i / POINTS) * end));
  const rates = steps.map((step) => learningRateAt(spec, base, step));
  const highest = Math.max(...rates, Number.MIN_VALUE);
  const xOf = (step: number): number => (step / end) * width;
  const yOf = (rate: number): number => height * (1 - rate / highest);
  return { path: `M${steps.map((step, i) => `${xOf(step).toFixed(1)} ${yOf(rates[i]!).toFixed(1)}`).join('L')}`, highest, xOf, yOf };
}
