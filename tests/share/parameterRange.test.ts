import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { networkSpecOf, trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { codeFor, codeLanguageNames } from '../../src/share/code.ts';
import { exportNetwork } from '../../src/share/exportedNetwork.ts';
import { networkFile } from '../../src/share/networkFile.ts';
import { openFile } from '../../src/share/networkFileReading.ts';
import { onnxModel } from '../../src/share/onnx.ts';
import { parameterProblem } from '../../src/share/parameterRange.ts';
import { parametersFor } from './experiments.ts';
import { readOnnx } from './onnxGraph.ts';

const experiment = defaultExperiment('regressionPlane');
const network = createNetwork(networkSpecOf(experiment));
/** Usual parameters with one that is not. */
const thetaWith = (index: number, value: number): Float64Array => Object.assign(parametersFor(experiment, 2), { [index]: value });

describe('parameters that no file can say', () => {
  it('are named with their value in every format, and nothing is written', () => {
    const data = buildData(experiment);
    const trainer = createTrainer(trainerConfigOf(experiment), data.trainSet, 1, parametersFor(experiment, 2));
    for (const [value, shown] of [[NaN, 'NaN'], [Infinity, '∞'], [-Infinity, '−∞']] as const) {
      const theta = thetaWith(1, value);
      const sentence = `This run has diverged: weight 2 → 1 of layer 1 is ${shown}, which is no number to go on with.`;
      expect(parameterProblem(network, theta)).toBe(sentence);
      expect(() => networkFile({ experiment, theta, step: 1, epoch: 1 })).toThrow(sentence);
      expect(() => onnxModel(exportNetwork(experiment, theta))).toThrow(sentence);
      for (const language of codeLanguageNames) expect(() => codeFor(language, { experiment, data, state: { ...trainer.save(), parameters: theta } }), language).toThrow(sentence);
    }
    expect(parameterProblem(network, thetaWith(1, 1e300))).toBeNull();
  });

  it('beyond single precision are refused for ONNX alone, and rounded where they can be', () => {
    expect(() => onnxModel(exportNetwork(experiment, thetaWith(0, 4e38)))).toThrow('ONNX’s single precision ends at 3.40·10³⁸, and weight 1 → 1 of layer 1 is 4.00·10³⁸.');
    expect(() => onnxModel(exportNetwork(experiment, thetaWith(network.parameterCount - 1, -1e200)))).toThrow(/and bias 1 of layer \d is −1\.00·10²⁰⁰\.$/);
    const theta = thetaWith(0, 4e38);
    const opened = openFile(networkFile({ experiment, theta, step: 1, epoch: 1 }));
    expect(opened).toMatchObject({ kind: 'network' });
    for (const value of [3.4028235e38, -3.4028235e38, 1e-60]) {
      expect(readOnnx(onnxModel(exportNetwork(experiment, thetaWith(0, value)))).tensors[0]?.values[0]).toBe(Math.fround(value));
    }
  });

  it('may be those of a column, too', () => {
    const exported = exportNetwork(experiment, parametersFor(experiment, 2));
    const withInput = (input: { mean: number; deviation: number }) => ({ ...exported, inputs: exported.inputs.map((each, i) => (i === 1 ? { ...each, ...input, name: 'mass' } : each)) });
    expect(() => onnxModel(withInput({ mean: 1e40, deviation: 1 }))).toThrow('ONNX’s single precision ends at 3.40·10³⁸, and the mean of “mass” is 1.00·10⁴⁰.');
    expect(() => onnxModel(withInput({ mean: 0, deviation: 1e39 }))).toThrow(/and the standard deviation of “mass” is 1\.00·10³⁹\.$/);
    expect(() => onnxModel(withInput({ mean: 0, deviation: 1e-50 }))).toThrow('The standard deviation of “mass” is 1.00·10⁻⁵⁰, which is 0 in ONNX’s single precision.');
  });
});
