import { describe, expect, it } from 'vitest';
import { agreesAsShown, givesValueAsShown } from '../../src/explain/rounding.ts';
import { explain } from '../../src/explain/explanation.ts';
import { workedStudy } from './studies.ts';

describe('numbers as they are shown', () => {
  it('agree where the last digit shown is the one a reader gets', () => {
    expect(agreesAsShown(0.735 + 0.242 + 0.606, 1.5826)).toBe(true);
    expect(agreesAsShown(-0.305 + 0.0592 + 0.2, -0.04541)).toBe(false);
    expect(agreesAsShown(0.5 * 0.0635, 0.0317499)).toBe(false);
    expect(agreesAsShown(-0.5 * 0.0635, -0.03175001)).toBe(true);
    expect(agreesAsShown(12345.4, 12345)).toBe(true);
    expect(agreesAsShown(12346, 12345)).toBe(false);
    expect(agreesAsShown(0, 0)).toBe(true);
    expect(agreesAsShown(0.001, 0)).toBe(false);
    expect(agreesAsShown(Number.NaN, 1)).toBe(true);
  });

  it('are compared through the whole formula', () => {
    const study = workedStudy();
    const { formula, value } = explain(study, { kind: 'exampleGradient', example: 0, index: 0 });
    expect(formula !== null && givesValueAsShown(study, formula, value)).toBe(true);
    expect(formula !== null && givesValueAsShown(study, formula, value * 1.01)).toBe(false);
  });

  it('do not agree by themselves where the engine computes from numbers that are not shown', () => {
    const study = workedStudy({
      network: { inputs: 2, layers: [{ units: 2, activation: 'tanh' }, { units: 1, activation: 'sigmoid' }] },
      loss: { name: 'binary_cross_entropy', reduction: 'mean', huberDelta: 1 },
    });
    const { formula, value } = explain(study, { kind: 'exampleLoss', example: 0 });
    expect(formula !== null && givesValueAsShown(study, formula, value)).toBe(false);
  });
});
