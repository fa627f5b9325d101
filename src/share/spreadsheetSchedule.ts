// η = η₀ γ^k …: the learning rate of one step as formulas of a spreadsheet
/** The schedules of the engine; each setting has a cell of its own. */
import { milestonesPassed, restartBefore, type OneCycleSpec, type ScheduleSpec } from '../engine/schedules.ts';
import { added, f, type Expression } from './spreadsheetExpression.ts';

/** Puts a number into a cell of its own: symbol (markup), what it is, its value, and how it follows where it is not given. Returns the cell. */
export type PutSetting = (symbol: string, what: string, value: number, formula?: Expression) => Expression;

/**
 * The formula of the learning rate for the step after `step` others. For `constant` it is `base` itself.
 * @param baseRate η₀; for one cycle the highest rate
 * @param base its cell
 */
export function learningRateRule(schedule: ScheduleSpec, baseRate: number, base: Expression, step: number, put: PutSetting): Expression {
  const k = (): Expression => put('k', 'steps made before this one', step);
  switch (schedule.name) {
    case 'constant': return base;
    case 'step': {
      const [steps, size, gamma] = [k(), put('s', 'steps between two decays', schedule.stepSize), put('γ', 'factor of each decay', schedule.gamma)];
      return f`${base}*${gamma}^INT(${steps}/${size})`;
    }
    case 'multi_step': {
      const steps = k();
      const gamma = put('γ', 'factor of each decay', schedule.gamma);
      const passed = schedule.milestones.map((milestone, i) => f`IF(${steps}>=${put(`m_{${i + 1}}`, 'step of a decay', milestone)},1,0)`);
      const count = put('c', 'decays so far', milestonesPassed(schedule.milestones, step), added(passed));
      return f`${base}*${gamma}^${count}`;
    }
    case 'exponential': {
      const [steps, gamma] = [k(), put('γ', 'factor of each step', schedule.gamma)];
      return f`${base}*${gamma}^${steps}`;
    }
    case 'inverse_time': {
      const [steps, decay] = [k(), put('d', 'decay', schedule.decay)];
      return f`${base}/(1+${decay}*${steps})`;
    }
    case 'cosine': {
      const [steps, period, least] = [k(), put('T', 'steps of the fall', schedule.period), put('η_{min}', 'lowest rate', schedule.minimum)];
      return bend(base, least, f`${steps}/${period}`);
    }
    case 'cosine_restarts': {
      const { since, period } = restartBefore(step, schedule.period, schedule.growth);
      const [steps, start] = [k(), put('k_0', 'step of the latest restart', step - since)];
      const [length, least] = [put('T', 'steps from that restart to the next', period), put('η_{min}', 'lowest rate', schedule.minimum)];
      return bend(base, least, f`(${steps}-${start})/${length}`);
    }
    case 'warmup': {
      const [steps, length] = [k(), put('n', 'steps of the warm-up', schedule.length)];
      return f`${base}*MIN(1,(${steps}+1)/${length})`;
    }
    case 'linear': {
      const [steps, length] = [k(), put('n', 'steps from the first rate to the last', schedule.length)];
      const [from, to] = [put('p', 'first rate as a share', schedule.from), put('q', 'last rate as a share', schedule.to)];
      return f`${base}*(${from}+(${to}-${from})*MIN(1,${steps}/${length}))`;
    }
    case 'warmup_cosine': {
      const [steps, warmup, length] = [k(), put('n', 'steps of the warm-up', schedule.warmup), put('T', 'steps of the whole', schedule.length)];
      return f`IF(${steps}<${warmup},${base}*(${steps}+1)/${warmup},${base}/2*(1+COS(PI()*(${steps}-${warmup})/(${length}-${warmup}))))`;
    }
    case 'polynomial': {
      const [steps, length, power] = [k(), put('n', 'steps of the fall', schedule.length), put('p', 'power', schedule.power)];
      return f`${base}*(1-MIN(1,${steps}/${length}))^${power}`;
    }
    case 'one_cycle': {
      const times = cycleTimes(schedule, step, put);
      const { divisor = 25, finalDivisor = 1e4 } = schedule;
      const first = put('η_1', 'rate of the first step', baseRate / divisor, f`${base}/${put('D', 'highest rate over the first', divisor)}`);
      const last = put('η_n', 'rate of the last step', baseRate / divisor / finalDivisor, f`${first}/${put('E', 'first rate over the last', finalDivisor)}`);
      return cycled(schedule, times, first, base, last);
    }
  }
}

/** The momentum that one cycle sets for this step; null where the schedule leaves it alone. */
export function momentumRule(schedule: ScheduleSpec, step: number, put: PutSetting): Expression | null {
  if (schedule.name !== 'one_cycle' || schedule.momentum === undefined) return null;
  const times = cycleTimes(schedule, step, put);
  const low = put('μ_{min}', 'lowest momentum', schedule.momentum.low);
  const high = put('μ_{max}', 'highest momentum', schedule.momentum.high);
  return cycled(schedule, times, high, low, high);
}

/** From a (q = 0) to b (q = 1) along half a wave. */
function bend(a: Expression, b: Expression, q: Expression): Expression {
  return f`${b}+(${a}-${b})/2*(1+COS(PI()*${q}))`;
}

type CycleTimes = { readonly k: Expression; readonly top: Expression; readonly end: Expression };

function cycleTimes({ rise = 0.3, length }: OneCycleSpec, step: number, put: PutSetting): CycleTimes {
  const k = put('k', 'steps made before this one', step);
  const steps = put('n', 'steps of the cycle', length);
  const share = put('r', 'share of them in which the rate rises', rise);
  return { k, top: put('k_{top}', 'steps before the highest rate', Math.max(0, rise * length - 1), f`MAX(0,${share}*${steps}-1)`), end: put('k_{end}', 'steps before the last rate', length - 1, f`${steps}-1`) };
}

/** first → peak, (→ first,) → last, which stays after the end. */
function cycled({ form = 'cosine', threePhases = false }: OneCycleSpec, { k, top, end }: CycleTimes, first: Expression, peak: Expression, last: Expression): Expression {
  const between = (a: Expression, b: Expression, q: Expression): Expression => (form === 'cosine' ? bend(a, b, q) : f`${a}+(${b}-${a})*${q}`);
  const fall = threePhases
    ? f`IF(${k}<2*${top},${between(peak, first, f`(${k}-${top})/${top}`)},${between(first, last, f`(${k}-2*${top})/(${end}-2*${top})`)})`
    : between(peak, last, f`(${k}-${top})/(${end}-${top})`);
  return f`IF(${k}<${top},${between(first, peak, f`${k}/${top}`)},IF(${k}>=${end},${last},${fall}))`;
}
