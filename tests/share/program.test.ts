import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { buildData, infoOf } from '../../src/datasets/index.ts';
import { activationNames } from '../../src/engine/activations.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { networkSpecOf } from '../../src/config/network.ts';
import { codeFor, codeLanguageNames, codeLanguages } from '../../src/share/code.ts';
import { camelCase, inNumpy, inPython, inTypeScript } from '../../src/share/codeFormula.ts';
import { wordsOf } from '../../src/share/codeSettings.ts';
import { commentText, matrixText, numberText, rowsText, vectorText } from '../../src/share/codeText.ts';
import { layerNumbers, programOf } from '../../src/share/program.ts';
import { momentOf, small } from './codeCases.ts';

const at = (step: number | null, change: Parameters<typeof small>[1] = {}) => momentOf({ name: '', experiment: small('circle', change), step });

describe('the words at the head', () => {
  it('name few inputs, the first of many, and pixels as the picture they are', () => {
    const program = programOf(at(null));
    const said = (inputNames: readonly string[]): string => wordsOf({ ...program, inputNames }).join(' ').replace(/ +/g, ' ');
    expect(said(['a', 'b (cm)'])).toContain('for validation (a; b (cm); classes −1, +1).');
    expect(said(Array.from({ length: 40 }, (_, index) => `c${index}`))).toContain('; c11; and 28 more inputs; classes');
    const { inputNames } = infoOf({ set: 'digits' });
    expect(said(inputNames)).toContain('(the 64 grey values of a picture, row by row (divided by 16); classes −1, +1).');
  });
});

describe('programOf', () => {
  it('begins where the experiment begins when there is no state', () => {
    const program = programOf(at(null));
    expect(program).toMatchObject({
      step: 0, memory: null, features: null, sizes: '2-3-2-1', stepsPerEpoch: 4, order: { kind: 'fromSeed', seed: 4 },
      start: { kind: 'drawn', weights: { kind: 'normal', mean: 0, std: 1 }, biases: { kind: 'zero' }, seed: 2 },
    });
    expect(program.training).toHaveLength(14);
    expect(program.validation).toHaveLength(6);
    expect(program.training[0]).toHaveLength(3);
  });

  it('goes on from a state with its weights, memory, order and place in the epoch', () => {
    const moment = at(6, { optimizer: { name: 'momentum', momentum: 0.9 } });
    const program = programOf(moment);
    const { order, position, slots, parameters, random } = moment.state!;
    expect(program.step).toBe(6);
    expect(program.order).toEqual({ kind: 'goingOn', order: Array.from(order), position, words: random.slice(0, 4).map((word) => word >>> 0) });
    expect(position).toBe(8);
    expect(program.memory).toEqual({ slots: [Array.from(slots[0]!)], steps: 6 });
    expect(program.start).toEqual({ kind: 'given', layers: layerNumbers(createNetwork(networkSpecOf(moment.experiment)), parameters) });
  });

  it('has no order where every update sees all examples, and no memory where the optimizer has none yet', () => {
    expect(programOf(at(2, { batchSize: 14 })).order).toEqual({ kind: 'fullBatch' });
    expect(programOf(at(0, { optimizer: { name: 'momentum', momentum: 0.9 } })).memory).toBeNull();
  });

  it('refuses what does not belong together', () => {
    const moment = at(3);
    expect(() => programOf({ ...moment, experiment: small('circle', { hidden: [] }) })).toThrow('a state of 20 parameters does not fit a network of 3');
    expect(() => programOf({ ...moment, data: buildData(small('blobs3')) })).toThrow('These data ask for 3 outputs, not for the 1 of the network.');
    const broken = moment.state!.parameters.slice();
    broken[4] = NaN;
    expect(() => programOf({ ...moment, state: { ...moment.state!, parameters: broken } })).toThrow('weight 1 → 3 of layer 1 is NaN');
    expect(() => programOf({ ...moment, data: { ...moment.data, trainInputs: new Float64Array(0), trainTargets: new Float64Array(0) } })).toThrow('at least one training example');
  });
});

describe('codeFor', () => {
  it('writes the same text for the same moment, under a name of its own in each language', () => {
    for (const language of codeLanguageNames) {
      expect(codeFor(language, at(5))).toBe(codeFor(language, at(5)));
      expect(codeFor(language, at(5))).toContain(codeLanguages[language].fileName);
    }
    expect(new Set(codeLanguageNames.map((language) => codeLanguages[language].fileName)).size).toBe(codeLanguageNames.length);
  });

  it('says in words what is trained and how', () => {
    const experiment = { ...defaultExperiment('spiral'), regularization: { l1: 0, l2: 0.001, clipNorm: 0 } };
    for (const language of codeLanguageNames) {
      const text = codeFor(language, { experiment, data: buildData(experiment), state: null });
      for (const sentence of [
        'Two spirals: a network 2-6-4-1 (2 × tanh, linear), written by Nabla.',
        'Data: 196 training examples in mini-batches of 14, 84 for validation (x₁; x₂; classes −1, +1).',
        'Loss: half squared error, the mean over the examples.', 'Training: SGD, η 0.1, L2 penalty 0.001.',
        'The weights are drawn as on the page: N(0, 1), seed 2; biases 0.',
      ]) expect(text).toContain(sentence);
    }
    expect(codeFor('numpy', at(1))).toContain('The weights are those of the page after 1 update.');
    expect(codeFor('numpy', at(0))).toContain('The weights are those of the page before the first update.');
  });

  it('defines nothing that the network does not use', () => {
    const text = codeFor('numpy', at(null, { hidden: [{ units: 2, activation: 'relu' }] }));
    const unused = activationNames.filter((name) => name !== 'relu' && name !== 'linear');
    for (const name of unused) expect(text).not.toContain(`def ${name}(`);
    expect(text).toContain('def relu(z):\n    return np.maximum(0, z)\n');
    for (const word of ['penalty', 'clip', 'learning_rate(', 'momentum', 'softmax', 'features']) expect(text).not.toContain(word);
  });

  it('keeps names from outside in their comments', () => {
    const moment = at(2);
    const hostile = ['"""\nimport os; os.system("x")\n"""', '*/ alert(1) /*', 'a\u2028b\r\nc\\', '`${evil}`', "'; drop", '\u202E reversed', 'x'.repeat(500)];
    for (const language of codeLanguageNames) {
      const text = codeFor(language, { ...moment, data: { ...moment.data, inputNames: hostile, classes: hostile } });
      const usual = codeFor(language, moment);
      const end = language === 'typescript' ? '*/' : '"""';
      const code = (whole: string): string => whole.slice(whole.indexOf(end, 3) + end.length);
      expect(code(text)).toBe(code(usual));
      const words = text.slice(3, text.indexOf(end, 3));
      expect(words).not.toMatch(/["`\\]|[\u2028\u2029\u202E\r]/);
      expect(words.split('\n').every((line) => line.length <= 120)).toBe(true);
    }
  });
});

describe('formulas', () => {
  it('are put into each language', () => {
    const formula = 'where(abs(z) > 1e-3, max(0, leaky_relu(z)), fill(z, -pi)) ** 2';
    expect(inNumpy(formula)).toBe('np.where(np.abs(z) > 1e-3, np.maximum(0, leaky_relu(z)), np.full_like(z, -np.pi)) ** 2');
    expect(inTypeScript(formula)).toBe('(Math.abs(z) > 1e-3 ? Math.max(0, leakyRelu(z)) : -Math.PI) ** 2');
    expect(inPython('LEARNING_RATE * GAMMA ** count_reached(MILESTONES, step)')).toBe('LEARNING_RATE * GAMMA ** sum(milestone <= step for milestone in MILESTONES)');
    expect(inTypeScript('where(z > 0, 1, 0)')).toBe('z > 0 ? 1 : 0');
    expect(inTypeScript('(a + b) * (c)')).toBe('(a + b) * (c)');
    expect(inPython('floor(step / STEP_SIZE)')).toBe('math.floor(step / STEP_SIZE)');
    expect(camelCase('a_mean_hat')).toBe('aMeanHat');
    expect(() => inNumpy('exp(z')).toThrow('A parenthesis stays open');
  });
});

describe('the layout of code', () => {
  it('writes numbers to the last digit', () => {
    for (const value of [0.1 + 0.2, 1e21, 5e-324, -1.7976931348623157e308, 2 / 3, 7]) expect(Number(numberText(value))).toBe(value);
    expect(numberText(-0)).toBe('0');
    for (const value of [NaN, Infinity, -Infinity]) expect(() => numberText(value)).toThrow(`A program cannot say the number ${value}.`);
  });

  it('fills lines, and gives a matrix a line a row', () => {
    expect(vectorText([1, 2, 3])).toBe('[1, 2, 3]');
    expect(matrixText([[1, 2], [3, 4]])).toBe('[\n    [1, 2],\n    [3, 4],\n]');
    const many = vectorText(Array.from({ length: 200 }, (_, i) => i / 7));
    const lines = many.split('\n');
    expect(lines.at(0)).toBe('[');
    expect(lines.at(-1)).toBe(']');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(lines.slice(1, -2).every((line) => line.length > 90)).toBe(true);
    expect(JSON.parse(many.replace(/,\n\]$/, ']'))).toEqual(Array.from({ length: 200 }, (_, i) => i / 7));
    const wide = rowsText([Array.from({ length: 64 }, (_, i) => i / 3), [1]]);
    expect(Math.max(...wide.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('takes the teeth from words', () => {
    expect(commentText('petal length (cm, "standardised")\n*/')).toBe('petal length (cm, standardised )');
    expect(commentText('x'.repeat(99))).toHaveLength(60);
  });
});
