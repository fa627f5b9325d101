/** kind schedules: the rate of every step, and one cycle's momentum. */
import { learningRateAt, momentumAt } from '../../src/engine/schedules.ts';
import type { ScheduleSpec } from '../../src/engine/schedules.ts';
import type { Entry } from './ledger.ts';

export function checkSchedules(file: Entry): void {
  const steps = file.at('n_steps').number();
  for (const entry of file.at('cases').items()) {
    if (!entry.at('torch_class').isNull()) entry.at('torch_class').text();
    entry.at('formula').text();
    const name = entry.at('schedule').text();
    const params = entry.at('params');
    const spec = specOf(name, params);
    const given = entry.at('base_lr').number();
    const base = name === 'one_cycle' ? params.at('max_lr').number() : given;
    const tolerance = { rtol: 1e-12, atol: 1e-14 * base };
    const rates = Array.from({ length: steps }, (_, k) => learningRateAt(spec, base, k));
    entry.at('lr_per_step').compare(rates, tolerance);
    if (entry.has('momentum_per_step')) {
      entry.at('momentum_per_step').compare(Array.from({ length: steps }, (_, k) => momentumAt(spec, k) ?? Number.NaN), tolerance);
    }
    if (entry.has('closed_form_lr_per_step')) {
      entry.at('closed_form_lr_per_step').compare(rates, tolerance);
      const torch = entry.at('lr_per_step').flat();
      const closed = entry.at('closed_form_lr_per_step').flat();
      const largest = Math.max(...torch.map((rate, k) => Math.abs(rate - closed[k]!) / Math.max(Math.abs(closed[k]!), 1e-3 * given)));
      entry.at('max_rel_difference_to_closed_form').compare(largest, { rtol: 1e-12, atol: 0 });
    }
  }
}

function specOf(name: string, params: Entry): ScheduleSpec {
  const number = (key: string): number => params.at(key).number();
  switch (name) {
    case 'constant': return { name: 'constant' };
    case 'step_decay': return { name: 'step', stepSize: number('step_size'), gamma: number('gamma') };
    case 'multi_step_decay': return { name: 'multi_step', milestones: params.at('milestones').numbers(), gamma: number('gamma') };
    case 'exponential_decay': return { name: 'exponential', gamma: number('gamma') };
    case 'inverse_time_decay': return { name: 'inverse_time', decay: number('decay') };
    case 'cosine_annealing': return { name: 'cosine', period: number('T_max'), minimum: number('eta_min') };
    case 'cosine_warm_restarts': return { name: 'cosine_restarts', period: number('T_0'), growth: number('T_mult'), minimum: number('eta_min') };
    case 'linear_warmup': return { name: 'linear', length: number('total_iters'), from: number('start_factor'), to: number('end_factor') };
    case 'linear_warmup_from_first_step': return { name: 'warmup', length: number('warmup_steps') };
    case 'warmup_then_cosine': return { name: 'warmup_cosine', warmup: number('warmup_steps'), length: number('total_steps') };
    case 'polynomial_decay': return { name: 'polynomial', length: number('total_iters'), power: number('power') };
    case 'one_cycle': {
      const strategy = params.at('anneal_strategy').text();
      if (strategy !== 'cos' && strategy !== 'linear') throw new RangeError(`unknown annealing strategy: ${strategy}`);
      return {
        name: 'one_cycle', length: number('total_steps'), rise: number('pct_start'), divisor: number('div_factor'), finalDivisor: number('final_div_factor'),
        form: strategy === 'cos' ? 'cosine' : 'linear', threePhases: params.at('three_phase').flag(),
        momentum: { low: number('base_momentum'), high: number('max_momentum') },
      };
    }
    default: throw new RangeError(`unknown schedule: ${name}`);
  }
}
