/** A schedule as a curve: which steps of it are shown, and its points. */
import { learningRateAt, type ScheduleSpec } from '../../engine/schedules.ts';

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

/** Share of the picture that what is behind takes at most, and in which parts of itself the picture moves on. */
const BEHIND = 1 / 4;
const STRIDES = 10;

export type ScheduleSpan = { readonly from: number; readonly to: number };

/** The steps shown: as many as the schedule needs to show what it does, most of them to come. */
export function scheduleSpan(spec: ScheduleSpec, step: number): ScheduleSpan {
  const length = Math.max(2, Math.ceil(scheduleReach(spec)));
  const stride = Math.max(1, Math.ceil((length * BEHIND) / STRIDES));
  const from = stride * Math.max(0, Math.ceil((step - length * BEHIND) / stride));
  return { from, to: from + length };
}

const POINTS = 300;

export type ScheduleCurve = {
  /** Up to the present step, and from it on. */
  readonly behind: string;
  readonly coming: string;
  readonly highest: number;
  readonly xOf: (step: number) => number;
  readonly yOf: (rate: number) => number;
};

/** @param base η; the highest rate of the curve stands at the top of a box of this size, zero at its foot */
export function scheduleCurve(spec: ScheduleSpec, base: number, { from, to }: ScheduleSpan, step: number, width: number, height: number): ScheduleCurve {
  const steps = Array.from({ length: POINTS + 1 }, (_, i) => from + Math.round((i / POINTS) * (to - from)));
  const rateOf = (each: number): number => learningRateAt(spec, base, each);
  const highest = Math.max(...steps.map(rateOf), rateOf(step), Number.MIN_VALUE);
  const xOf = (each: number): number => ((each - from) / (to - from)) * width;
  const yOf = (rate: number): number => height * (1 - rate / highest);
  const pathOf = (some: readonly number[]): string => (some.length < 2 ? '' : `M${some.map((each) => `${xOf(each).toFixed(1)} ${yOf(rateOf(each)).toFixed(1)}`).join('L')}`);
  return {
    behind: pathOf([...steps.filter((each) => each < step), step]), coming: pathOf([step, ...steps.filter((each) => each > step)]), highest, xOf, yOf,
  };
}
