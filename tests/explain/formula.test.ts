import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { addressKey, type Address } from '../../src/explain/address.ts';
import { explain, valueOf } from '../../src/explain/explanation.ts';
import { constant, evaluateFormula, partsOf, product, quantity, rule, sum, sumOf } from '../../src/explain/formula.ts';
import { shownTerms } from '../../src/explain/fold.ts';
import { formulaTex, texNumber, texSetting } from '../../src/explain/formulaTex.ts';
import { derivativeFormula, derivativeValue } from '../../src/explain/localDerivative.ts';
import { isLoose, occursIn, readRule } from '../../src/explain/ruleTex.ts';
import type { Study } from '../../src/explain/study.ts';
import { activations } from '../../src/engine/activations.ts';
import { losses } from '../../src/engine/losses.ts';
import { initializers } from '../../src/engine/initializers.ts';
import { optimizers } from '../../src/engine/optimizers.ts';
import { learningRateAt, schedules } from '../../src/engine/schedules.ts';
import { expectTexSets } from '../setsTex.ts';
import { studyOf, workedConfig, workedStudy } from './studies.ts';
import { dataFor, everySchedule } from './updates.ts';

/** Without the marks that the page reads, and without braces. */
const bare = (marked: string): string => marked.replace(/\\htmlData\{[^}]*\}|\\htmlClass\{[^}]*\}|[{}]/g, '');

function tex(study: Study, address: Address, show: 'symbols' | 'numbers' = 'symbols'): string {
  const { formula } = explain(study, address);
  return formula === null ? '' : formulaTex(study, formula, { show });
}

const z1: Address = { kind: 'z', example: 0, layer: 0, unit: 0 };
const worked = workedStudy();

describe('numbers in TeX', () => {
  it('are those of the page', () => {
    expect(texNumber(-0.4368)).toBe('-0.437');
    expect(texNumber(0.0000213)).toBe('2.13\\cdot10^{-5}');
    expect(texNumber(Number.NaN)).toBe('\\text{not a number}');
    expect(texNumber(Infinity)).toBe('\\text{too large}');
    expect(texSetting(0.5)).toBe('0.5');
    expect(texSetting(1e-8)).toBe('10^{-8}');
  });
});

describe('a rule', () => {
  it('finds its names and nothing else', () => {
    expect(occursIn('-y\\,\\ln \\hat y - (1 - y)\\,\\ln(1 - \\hat y)', ['y', '\\hat y', 'z'])).toEqual(['y', '\\hat y']);
    expect(occursIn('\\eta_{\\text{min}} + \\eta', ['\\eta', '\\eta_{\\text{min}}'])).toEqual(['\\eta_{\\text{min}}', '\\eta']);
    expect(occursIn('\\operatorname{sign}(y) + \\tanh a', ['s', 'g', 't', 'a', 'y'])).toEqual(['y', 'a']);
    expect(readRule('a^2', ['a'])[0]).toMatchObject({ name: 'a', isRaised: true });
  });

  it('knows whether it needs parentheses as a factor', () => {
    expect(['1 - a^2', '-y', 'a + b'].map(isLoose)).toEqual([true, true, true]);
    expect(['a\\,(1 - a)', '\\frac{1}{1 + e^{-z}}', '|y - x|', '[z > 0]', '\\max(0, 1 - y)'].map(isLoose)).toEqual([false, false, false, false, false]);
    expect([1, 2, 3].map(() => isLoose('1 - a^2'))).toEqual([true, true, true]);
  });

  it('of every record is set by KaTeX', () => {
    for (const { tex: text, derivativeTex: slope } of [...Object.values(activations), ...Object.values(losses)]) {
      for (const part of [text, slope]) expectTexSets(part, 'error');
      expect(text + slope).not.toContain('?');
    }
    for (const { tex: text } of [...Object.values(optimizers), ...Object.values(schedules), ...Object.values(initializers)]) expectTexSets(text, 'error');
  });
});

describe('a formula', () => {
  it('evaluates, and lists its parts once and in order', () => {
    const x: Address = { kind: 'input', example: 0, feature: 0 };
    const w: Address = { kind: 'parameter', index: 0 };
    const formula = sum([product(quantity(w), quantity(x)), quantity(x), constant(1), rule('q^2', { q: quantity(w), hidden: quantity(z1) }, ({ q = NaN }) => q * q)]);
    expect(evaluateFormula(formula, ({ kind }) => (kind === 'input' ? 3 : 2))).toBe(6 + 3 + 1 + 4);
    expect(partsOf(formula)).toEqual([w, x]);
    expect(partsOf(formula, 1)).toEqual([w]);
  });

  it('of the worked network is the one in the text', () => {
    expect(bare(tex(worked, z1))).toBe('w_111\\,x_1 + w_121\\,x_2 + b_1');
    expect(bare(tex(worked, z1, 'numbers'))).toBe('0.919 \\cdot 0.800 + (-0.606) \\cdot (-0.400) + 0.606');
    expect(bare(tex(worked, { kind: 'delta', example: 0, layer: 1, unit: 0 }, 'numbers'))).toBe('(-1.25) \\cdot (1 - (-0.250)^2)');
    expect(bare(tex(worked, { kind: 'dLda', example: 0, layer: 1, unit: 0 }))).toBe('\\hat y - y');
    expect(bare(tex(worked, { kind: 'newParameter', index: 0 }))).toBe('w_111 - \\eta\\,\\frac\\partial L\\partial w_111');
    expect(bare(tex(worked, { kind: 'newParameter', index: 1 }, 'numbers'))).toBe('-0.606 - 0.5 \\cdot (-0.0318)');
  });

  it('marks every symbol with its key and its colour', () => {
    const symbols = tex(worked, z1);
    expect(symbols).toContain('\\htmlData{quantity=parameter.0}{\\htmlClass{pos}{w_{111}}}');
    expect(symbols).toContain('\\htmlData{quantity=parameter.1}{\\htmlClass{neg}{w_{121}}}');
    expect(symbols).toContain('\\htmlData{quantity=input.0.0}{x_1}');
    expect(tex(worked, { kind: 'exampleGradient', example: 0, index: 0 })).toContain('\\htmlData{quantity=delta.0.0.0}{\\htmlClass{grad}{');
    const page = katex.renderToString(symbols, { throwOnError: true, strict: 'ignore', trust: true });
    expect(page).toContain('data-quantity="parameter.1"');
    expect(page).toContain('enclosing neg');
  });

  it('has no double superscripts where a symbol has one already', () => {
    const study = workedStudy({ regularization: { l1: 0, l2: 0.1, clipNorm: 0 } }, { naming: 'layers', features: ['x2', 'y'] });
    expect(bare(tex(study, { kind: 'penalty' }))).toContain('(w^(1)_11)^2');
    for (const address of [{ kind: 'penalty' }, { kind: 'delta', example: 0, layer: 0, unit: 0 }, { kind: 'gradientNorm' }] as const) {
      expectTexSets(tex(study, address));
    }
  });

  it('shows two terms and the last where there is little room', () => {
    expect([4, 5, 10].map((count) => shownTerms(count, null, true))).toEqual([[0, 1, 2, 3], [0, 1, 4], [0, 1, 9]]);
    expect(shownTerms(8)).toHaveLength(8);
    const terms = sum(Array.from({ length: 6 }, (_, i) => constant(i + 1)));
    expect(bare(formulaTex(worked, terms, { show: 'numbers', isTight: true }))).toBe('1 + 2 + \\cdots + 6');
    expect(bare(formulaTex(worked, terms, { show: 'numbers' }))).toBe('1 + 2 + 3 + 4 + 5 + 6');
  });

  it('folds a long sum', () => {
    const config = { ...workedConfig, network: { inputs: 2, layers: [{ units: 64, activation: 'tanh' as const }, { units: 1, activation: 'linear' as const }] } };
    const study = studyOf(config);
    const z: Address = { kind: 'z', example: 0, layer: 1, unit: 0 };
    const { formula } = explain(study, z);
    const folded = formulaTex(study, formula!, { show: 'symbols' });
    expect(folded.match(/quantity=a\./g)).toHaveLength(4);
    expect(folded.match(/\\htmlData\{fold=open\}\{\\cdots\}/g)).toHaveLength(1);
  });

  it('over a large batch makes only the terms that are looked at', () => {
    const study = workedStudy({ batchSize: 3000 }, { set: dataFor(workedConfig, 3000), parameters: [] });
    for (const address of [{ kind: 'batchLoss' }, { kind: 'gradient', index: 0 }] as const) {
      const { formula } = explain(study, address);
      expect(explain(study, address).formula).toBe(formula);
      const terms = formula?.kind === 'product' && formula.factors[1]?.kind === 'sum' ? formula.factors[1].terms : [];
      expect(terms).toHaveLength(3000);
      expect(bare(formulaTex(study, formula!, { show: 'symbols' }))).toContain(' + \\cdots + ');
      // What a list of its own would have under every index.
      expect(Object.keys(terms).length).toBeLessThan(10);
    }
  });

  it('over all weights of a large network is there at once', () => {
    const hidden = Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const }));
    const config = { ...workedConfig, network: { inputs: 2, layers: [...hidden, { units: 1, activation: 'tanh' as const }] }, regularization: { l1: 0.01, l2: 0.1, clipNorm: 1 } };
    const study = studyOf(config);
    for (const address of [{ kind: 'penalty' }, { kind: 'gradientNorm' }] as const) {
      const { formula, value } = explain(study, address);
      expect(bare(formulaTex(study, formula!, { show: 'symbols' }))).toContain(' + \\cdots + ');
      expect(partsOf(formula!, 5)).toHaveLength(5);
      expect(evaluateFormula(formula!, (part) => valueOf(study, part)) / value).toBeCloseTo(1, 11);
    }
    expect(partsOf(explain(study, { kind: 'penalty' }).formula!)).toHaveLength(2 * 64 + 7 * 64 * 64 + 64);
    let made = 0;
    const long = sumOf(1e6, (index) => { made += 1; return quantity({ kind: 'parameter', index: index % 9 }); });
    expect(formulaTex(worked, long, { show: 'symbols' }).match(/quantity=/g)).toHaveLength(5);
    expect(made).toBe(5);
  });

  it('of a cross-entropy is exact where the prediction rounds to 0 or 1', () => {
    for (const [name, output, units, targets] of [['binary_cross_entropy', 'sigmoid', 1, [0]], ['softmax_cross_entropy', 'softmax', 2, [0, 1]]] as const) {
      const config = { ...workedConfig, network: { inputs: 1, layers: [{ units, activation: output }] }, loss: { name, reduction: 'mean' as const, huberDelta: 1 } };
      const study = studyOf(config, { set: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.from(targets) }, parameters: units === 1 ? [800, 0] : [800, 0, 0, 0] });
      expect(valueOf(study, { kind: 'a', example: 0, layer: 0, unit: 0 })).toBe(1);
      const { formula, value } = explain(study, { kind: 'exampleLoss', example: 0 });
      expect(value).toBe(800);
      expect(evaluateFormula(formula!, (part) => valueOf(study, part))).toBe(800);
    }
  });

  it('numbers the examples of a batch', () => {
    const study = workedStudy({ batchSize: 3 }, { set: dataFor(workedConfig, 3), parameters: [] });
    expect(bare(tex(study, { kind: 'batchLoss' }))).toContain('L^[1] + L^[2] + L^[3]');
    expect(partsOf(explain(study, { kind: 'gradient', index: 0 }).formula!).map(addressKey)).toEqual(['exampleGradient.0.0', 'exampleGradient.1.0', 'exampleGradient.2.0']);
  });
});

describe('a learning rate', () => {
  it('follows from the letters of its schedule, past its end, too', () => {
    for (const schedule of [...everySchedule, { name: 'cosine_restarts', period: 5, growth: 1, minimum: 0.01 }, { name: 'warmup_cosine', warmup: 3, length: 7 }] as const) {
      const length = 'length' in schedule ? schedule.length : 'period' in schedule ? schedule.period : 'stepSize' in schedule ? schedule.stepSize : 1000;
      for (const step of [0, 1, 2, 3, length - 1, length, length + 1, 3 * length, 1e5]) {
        const { trace, ...rest } = worked;
        const learningRate = learningRateAt(schedule, 0.3, step);
        const study = { ...rest, trace: { ...trace, step, learningRate, config: { ...trace.config, schedule, learningRate: 0.3 } } };
        const { formula, value } = explain(study, { kind: 'learningRate' });
        expect(value).toBe(learningRate);
        if (schedule.name === 'constant') expect(formula).toBeNull();
        else expect(evaluateFormula(formula!, () => NaN), `${schedule.name} ${step}`).toBeCloseTo(learningRate, 14);
      }
    }
  });
});

describe('a local derivative', () => {
  const L: Address = { kind: 'exampleLoss', example: 0 };
  const y: Address = { kind: 'a', example: 0, layer: 1, unit: 0 };
  const z3: Address = { kind: 'z', example: 0, layer: 1, unit: 0 };
  const f1: Address = { kind: 'a', example: 0, layer: 0, unit: 0 };
  const w111: Address = { kind: 'parameter', index: 0 };

  it('is what the chain multiplies', () => {
    const chain: [Address, Address, string][] = [[L, y, '\\hat y - y'], [y, z3, '1 - \\hat y^2'], [z3, f1, 'w_{311}'], [f1, z1, '1 - f_1^2'], [z1, w111, 'x_1']];
    let total = 1;
    for (const [of, by, expression] of chain) {
      const formula = derivativeFormula(worked, of, by);
      const value = derivativeValue(worked, of, by);
      expect(evaluateFormula(formula, (address) => valueOf(worked, address))).toBeCloseTo(value, 14);
      expect(bare(formulaTex(worked, formula, { show: 'symbols' }))).toBe(expression.replace(/[{}]/g, ''));
      total *= value;
    }
    expect(total).toBeCloseTo(valueOf(worked, { kind: 'exampleGradient', example: 0, index: 0 }), 14);
    expect(derivativeValue(worked, z1, { kind: 'parameter', index: 4 })).toBe(1);
    expect(derivativeValue(worked, z1, { kind: 'input', example: 0, feature: 1 })).toBe(-0.606);
  });

  it('of softmax goes from every weighted sum to every share', () => {
    const config = { ...workedConfig, network: { inputs: 2, layers: [{ units: 3, activation: 'softmax' as const }] } };
    for (const name of ['half_squared', 'softmax_cross_entropy'] as const) {
      const study = studyOf({ ...config, loss: { name, reduction: 'mean', huberDelta: 1 } });
      for (const m of [0, 1, 2]) {
        for (const k of [0, 1, 2]) {
          const [of, by]: [Address, Address] = [{ kind: 'a', example: 0, layer: 0, unit: m }, { kind: 'z', example: 0, layer: 0, unit: k }];
          const value = derivativeValue(study, of, by);
          expect(evaluateFormula(derivativeFormula(study, of, by), (address) => valueOf(study, address))).toBeCloseTo(value, 14);
          expect(value).toBeCloseTo(valueOf(study, { kind: 'outputDelta', example: 0, output: m, layer: 0, unit: k }), 14);
        }
      }
      const reads: Address = name === 'half_squared' ? { kind: 'a', example: 0, layer: 0, unit: 1 } : { kind: 'z', example: 0, layer: 0, unit: 1 };
      expect(evaluateFormula(derivativeFormula(study, L, reads), (address) => valueOf(study, address))).toBeCloseTo(derivativeValue(study, L, reads), 14);
    }
  });

  it('of what is not computed directly is refused', () => {
    expect(() => derivativeValue(worked, L, z3)).toThrow('exampleLoss.0 is not computed from z.0.1.0 directly');
    expect(() => derivativeFormula(worked, z3, z1)).toThrow(RangeError);
  });
});

describe('the prose', () => {
  const prose = (study: Study, address: Address): string => explain(study, address).prose;

  it('says when nothing flows', () => {
    const dead = workedStudy({ network: { inputs: 2, layers: [{ units: 2, activation: 'relu' }, { units: 1, activation: 'linear' }] } });
    expect(prose(dead, { kind: 'delta', example: 0, layer: 0, unit: 1 })).toContain('its slope is 0: nothing flows back');
    expect(prose(dead, { kind: 'a', example: 0, layer: 0, unit: 1 })).toContain('silent');
    const saturated = workedStudy({}, { parameters: [9, 0, 0, 0, 0, 0, 1, 1, 0] });
    expect(prose(saturated, { kind: 'delta', example: 0, layer: 0, unit: 0 })).toContain('nearly flat here');
    const absent = workedStudy({}, { set: { count: 1, inputs: Float64Array.of(0, 1), targets: Float64Array.of(1) } });
    expect(prose(absent, { kind: 'exampleGradient', example: 0, index: 0 })).toContain('The input is 0 here');
  });

  it('says why the slope cancels with a cross-entropy', () => {
    const study = workedStudy({ network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'sigmoid' }] }, loss: { name: 'binary_cross_entropy', reduction: 'mean', huberDelta: 1 } });
    expect(prose(study, { kind: 'delta', example: 0, layer: 1, unit: 0 })).toContain('leaves the prediction minus the target');
    expect(explain(study, { kind: 'dLda', example: 0, layer: 1, unit: 0 })).toMatchObject({ formula: null, value: Number.NaN });
    const shared = studyOf({ ...workedConfig, network: { inputs: 2, layers: [{ units: 3, activation: 'sigmoid' }] }, loss: { name: 'binary_cross_entropy', reduction: 'mean_all', huberDelta: 1 } });
    expect(prose(shared, { kind: 'delta', example: 0, layer: 0, unit: 0 })).toContain('minus the target, here over the 3 outputs');
    const unequal = studyOf({ ...workedConfig, network: { inputs: 1, layers: [{ units: 2, activation: 'softmax' }] }, loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 } }, {
      set: { count: 1, inputs: Float64Array.of(1), targets: Float64Array.of(1, 1) },
    });
    expect(prose(unequal, { kind: 'delta', example: 0, layer: 0, unit: 0 })).toContain('the prediction times the sum of the targets, minus the target, is left');
  });

  it('says what the penalty is of what is minimised only where the loss is no less than 0', () => {
    const large = { regularization: { l1: 5, l2: 0, clipNorm: 0 } };
    expect(prose(workedStudy(large), { kind: 'objective' })).toContain('Most of it is the penalty');
    expect(prose(workedStudy({ ...large, loss: { name: 'signed_difference', reduction: 'mean', huberDelta: 1 } }, { set: { count: 1, inputs: Float64Array.of(0.8, -0.4), targets: Float64Array.of(-1) } }), { kind: 'objective' })).not.toContain('Most of it');
  });

  it('says that the first step of Adam is as long for every gradient', () => {
    const adam = (steps: number): Study => workedStudy({ optimizer: { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }, { steps });
    expect(prose(adam(0), { kind: 'newParameter', index: 0 })).toContain('After one gradient that is 1 or −1, so the step is about η');
    expect(prose(adam(1), { kind: 'newParameter', index: 0 })).toContain('where the sign of the gradient is steady');
  });

  it('says where a parameter comes from', () => {
    const drawn = workedStudy({}, { initialization: { weights: { kind: 'uniform', low: -0.5, high: 0.5 }, biases: { kind: 'zero' }, seed: 11 } });
    expect(tex(drawn, { kind: 'draw', index: 0 })).toContain('\\sim U[-0.5, 0.5]');
    expect(prose(drawn, { kind: 'draw', index: 0 })).toBe('Drawn with seed 11: every number from −0.5 to 0.5 was equally likely.');
    const given = workedStudy({}, { initialization: { weights: { kind: 'zero' }, biases: { kind: 'zero' }, seed: 1, given: Array(9).fill(0.5) } });
    expect(prose(given, { kind: 'draw', index: 0 })).toBe('Set by hand, not drawn.');
    expect(prose(given, { kind: 'parameter', index: 0 })).toContain('set by hand');
    expect(prose(workedStudy({}, { steps: 2 }), { kind: 'parameter', index: 0 })).toMatch(/ It began at 0\.919; 2 updates have been made since\.$/);
  });
});
