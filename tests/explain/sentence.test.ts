import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScript, type Beat, type Stride } from '../../src/explain/script.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import { explain } from '../../src/explain/explanation.ts';
import { headlineOf } from '../../src/explain/sentence.ts';
import type { Study } from '../../src/explain/study.ts';
import { studyOf, workedConfig, workedStudy } from './studies.ts';
import { anyConfig, dataFor, everyOptimizer } from './updates.ts';

function beatOf(study: Study, position: number): Beat {
  return createScript(study).at(position - 1);
}

/** The headline of the first beat of this kind, at this index of θ if there is one. */
function headline(study: Study, kind: string, index?: number): ReturnType<typeof headlineOf> {
  const script = createScript(study);
  for (let i = 0; i < script.count; i += 1) {
    const beat = script.at(i);
    if (beat.address.kind === kind && (index === undefined || ('index' in beat.address && beat.address.index === index))) return headlineOf(study, beat);
  }
  throw new Error(`no beat ${kind}`);
}

describe('the worked network in words', () => {
  const study = workedStudy();

  it('says the gradient of a weight as the chain, its numbers, and what follows', () => {
    expect(headline(study, 'exampleGradient', 0)).toEqual({
      prose: 'Backward: $∂L/∂w_{111}$ = $∂L/∂z_1$ · $x_1$ = 0.0795 · 0.800 = 0.0636, so $w_{111}$ will go down by 0.0318.',
      spoken: 'Backward. The gradient of w 1 1 1 is the gradient of z 1 times x 1: 0.0795 times 0.8 is 0.0636, so w 1 1 1 will go down by 0.0318.',
    });
    expect(headline(study, 'exampleGradient', 6).spoken).toBe(
      'Backward. The gradient of w 3 1 1 is the gradient of z 3 times f 1: minus 1.17 times 0.919 is minus 1.08, so w 3 1 1 will go up by 0.539.',
    );
  });

  it('adds up a weighted sum term by term', () => {
    expect(headlineOf(study, beatOf(study, 1)).spoken).toBe('Forward. w 1 1 1 times x 1, 0.919 times 0.8, is 0.735. It is the first term of z 1.');
    expect(headlineOf(study, beatOf(study, 2)).spoken).toBe('Forward. w 1 2 1 times x 2, minus 0.606 times minus 0.4, is 0.242. It is added to z 1.');
    expect(headlineOf(study, beatOf(study, 3))).toEqual({
      prose: 'Forward: the bias $b_1$ completes the sum, $z_1$ = 0.735 + 0.242 + 0.606 = 1.58.',
      spoken: 'Forward. The bias adds 0.606, and z 1 is complete: 1.58.',
    });
    expect(headlineOf(study, beatOf(study, 4)).spoken).toBe('Forward. f 1 is the tanh of z 1: of 1.58, that is 0.919.');
  });

  it('says loss, slopes and the update', () => {
    expect(headline(study, 'exampleLoss').spoken).toBe('Loss. The half squared error of the prediction, minus 0.25, against the target, 1, is 0.782.');
    expect(headline(study, 'delta').prose).toBe('Backward: $∂L/∂z_3$ = $∂L/∂ŷ$ · $φ^′(z_3)$ = (−1.25) · 0.937 = −1.17.');
    expect(headline(study, 'newParameter', 0)).toEqual({
      prose: 'Update: $w_{111}^{new}$ = $w_{111}$ − $η$ · $∂L/∂w_{111}$ = 0.919 − 0.5 · 0.0636 = 0.887.',
      spoken: 'Update. The new w 1 1 1 is w 1 1 1 minus the learning rate times the gradient of w 1 1 1: 0.919 minus 0.5 times 0.0636 is 0.887.',
    });
  });

  it('gives the whole of what a longer stride completes', () => {
    const at = (position: number, completes: Stride): string => headlineOf(study, beatOf(study, position), { completes }).spoken;
    expect(headlineOf(study, beatOf(study, 3), { completes: 'gradient' })).toEqual({
      prose: 'Forward: $z_1$ = $w_{111}$ · $x_1$ + $w_{121}$ · $x_2$ + $b_1$ = 0.735 + 0.242 + 0.606 = 1.58.',
      spoken: 'Forward. z 1 is w 1 1 1 times x 1 plus w 1 2 1 times x 2 plus the bias: 1.58.',
    });
    expect(at(8, 'layer')).toMatch(/^Forward\. Layer 1 is complete\. Lastly, f 2 is the tanh of z 2: /);
    expect(at(12, 'phase')).toMatch(/^Forward\. The forward pass is complete\. Lastly, the prediction is /);
    expect(at(13, 'phase')).toMatch(/^Loss\. The half squared error /);
    const wide = studyOf({ ...workedConfig, network: { inputs: 2, layers: [{ units: 6, activation: 'tanh' }, { units: 1, activation: 'tanh' }] } });
    const place = createScript(wide).positionOf({ kind: 'z', example: 0, layer: 1, unit: 0 });
    expect(headlineOf(wide, createScript(wide).at(place - 1), { completes: 'gradient' }).spoken).toMatch(/^Forward\. .* is the sum of 6 weighted inputs and the bias: /);
  });

  it('does not multiply by 1 aloud', () => {
    expect(headline(study, 'exampleGradient', 4).spoken).toBe('Backward. The gradient of b 1 is the gradient of z 1: 0.0795, so b 1 will go down by 0.0397.');
    const one = workedStudy({ learningRate: 1 }, { set: { count: 1, inputs: Float64Array.of(1, 0), targets: Float64Array.of(1) } });
    expect(headline(one, 'exampleGradient', 0).spoken).toMatch(/ is the gradient of z 1 times x 1, which is 1: /);
    expect(headlineOf(one, beatOf(one, 1)).spoken).toBe('Forward. w 1 1 1 times x 1, which is 1, is 0.919. It is the first term of z 1.');
    expect(headline(one, 'newParameter', 0).spoken).toMatch(/: 0\.919 minus [\d.]+ is /);
  });

  it('gives so many digits that an update is seen', () => {
    const { prose, spoken } = headline(workedStudy({ learningRate: 0.001 }), 'newParameter', 0);
    expect(prose).toBe('Update: $w_{111}^{new}$ = $w_{111}$ − $η$ · $∂L/∂w_{111}$ = 0.91900 − 0.001 · 0.0636 = 0.91894.');
    expect(spoken).toContain('0.919 minus 0.001 times 0.0636 is 0.91894.');
  });
});

describe('other updates in words', () => {
  it('say the mean over the examples', () => {
    const study = workedStudy({ batchSize: 4 }, { set: dataFor(workedConfig, 4), parameters: [] });
    expect(headline(study, 'batchLoss').spoken).toMatch(/^Mean\. The batch loss is the mean of the losses of 4 examples: [\d.]+\.$/);
    expect(headline(study, 'gradient', 0).prose).toMatch(/^Mean: the mean of the gradients of 4 examples is \$∂L\/∂w_\{111\}\$ = /);
  });

  it('name the optimizer', () => {
    expect(headline(workedStudy({ optimizer: { name: 'momentum', momentum: 0.9 } }), 'newParameter', 0).spoken).toBe('Update. Momentum takes w 1 1 1 from 0.919 down by 0.0318 to 0.887. At first the velocity is this gradient alone.');
    const adam = { name: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
    expect(headline(workedStudy({ optimizer: adam, learningRate: 0.1 }), 'newParameter', 0)).toMatchObject({
      prose: 'Update: $w_{111}^{new}$ = $w_{111}$ − $η$ · $m\u0302$/($√v\u0302$ + $ε$) = 0.919 − 0.1 · 0.0636/($√$0.00404 + 10⁻⁸) = 0.819. '
        + 'After one gradient the running mean over its usual size is 1 or −1: Adam moves each weight by about $η$, however small its gradient.',
      spoken: 'Update. Adam takes w 1 1 1 from 0.919 down by 0.1 to 0.819. '
        + 'After one gradient the running mean over its usual size is 1 or minus 1: Adam moves each weight by about the learning rate, however small its gradient.',
    });
  });

  it('give every optimizer its own rule in numbers', () => {
    for (const name of everyOptimizer) {
      const { prose } = headline(workedStudy({ optimizer: defaultOptimizer(name) }, { steps: 2 }), 'newParameter', 3);
      expect(prose, name).toMatch(/^Update: \$w_\{221\}\^\{new\}\$ = .* = .*[\d)] (=|\$≈\$) −?[\d.]+\./);
      expect(prose.split('$').length % 2, name).toBe(1);
    }
  });

  it('write the gradient of one example with its number, that of the batch without', () => {
    const study = workedStudy({ batchSize: 4 }, { set: dataFor(workedConfig, 4), parameters: [] });
    expect(headline(study, 'exampleGradient', 0).prose).toMatch(/^Backward: \$∂L\^\{\[1\]\}\/∂w_\{111\}\$ = \$∂L\^\{\[1\]\}\/∂z_1\$ · /);
    expect(headline(study, 'newParameter', 0).prose).toMatch(/\$η\$ · \$∂L\/∂w_\{111\}\$ = /);
    expect(headline(study, 'newParameter', 0).spoken).toMatch(/times the batch gradient of w 1 1 1: /);
  });

  it('call the gradient g where the penalty or the limit changes it', () => {
    const study = workedStudy({ regularization: { l1: 0, l2: 0.1, clipNorm: 0 } });
    expect(headline(study, 'gradient', 0).prose).toBe('Mean: $g$ = $∂L/∂w_{111}$ + $∂R/∂w_{111}$ = 0.0636 + 0.0919 $≈$ 0.155: raise $w_{111}$ and the loss with the penalty rises.');
    expect(headline(study, 'gradient', 4).prose).toBe('Mean: the gradient of $b_1$, in which the penalty has no share, is $g$ = 0.0795: raise $b_1$ and the loss rises.');
    const clipped = workedStudy({ regularization: { l1: 0, l2: 0.1, clipNorm: 0.5 } });
    expect(headline(clipped, 'gradient', 0).prose).toMatch(/^Mean: the gradient of \$w_\{111\}\$, with the penalty's share, clipped, is \$g\$ = [\d.]+: raise .*\.$/);
    expect(explain(clipped, { kind: 'newParameter', index: 0 }).prose).toMatch(/ \$g\$ is the gradient with the penalty's share, clipped\. /);
  });

  it('say which slope is taken at a corner', () => {
    const at = (activation: 'relu' | 'leaky_relu'): Study => workedStudy(
      { network: { inputs: 2, layers: [{ units: 2, activation }, { units: 1, activation: 'tanh' }] } },
      { set: { count: 1, inputs: Float64Array.of(0, 0), targets: Float64Array.of(1) }, parameters: [1, 1, 1, 1, 0, 0, 1, 1, 1] },
    );
    const delta = { kind: 'delta', example: 0, layer: 0, unit: 0 } as const;
    expect(explain(at('relu'), delta).prose).toMatch(/has a corner here, at 0, .* the slope 0 is taken, .* nothing flows back\..* is 1 where the condition in it holds, else 0\.$/);
    expect(explain(at('leaky_relu'), delta).prose).toMatch(/the slope 0\.01 is taken, .* a hundredth of the gradient flows back/);
    expect(explain(at('relu'), delta).prose).not.toMatch(/flat/);
  });

  it('are sentences without anything a person cannot say, whatever is set', () => {
    fc.assert(fc.property(anyConfig, fc.integer({ min: 1, max: 4 }), fc.constantFrom('layers', 'neurons'), fc.constantFrom<Stride>('term', 'gradient', 'layer', 'phase', 'example'), (config, count, naming, completes) => {
      const study = studyOf(config, { set: dataFor(config, count), steps: 1, naming });
      const script = createScript(study);
      for (let i = 0; i < script.count; i += Math.max(1, Math.floor(script.count / 60))) {
        const { prose, spoken } = headlineOf(study, script.at(i), { completes });
        expect(prose).toMatch(/^(Forward|Loss|Backward|Mean|Update): .*[.?]$/);
        expect(spoken).toMatch(/^(Forward|Loss|Backward|Mean|Update)\. .*[.?]$/);
        expect(spoken).not.toMatch(/[$_{}\\·∂−^=]|NaN|Infinity|undefined|what[.:]|\.\.|is is/);
        expect(prose.split('$').length % 2).toBe(1);
      }
    }), { numRuns: 150 });
  }, 30_000);
});
