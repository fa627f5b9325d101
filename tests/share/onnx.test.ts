import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Experiment } from '../../src/config/experiment.ts';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { networkSpecOf } from '../../src/config/network.ts';
import { datasetNames, featureNames } from '../../src/config/tasks.ts';
import { activationNames, outputActivationTexts } from '../../src/engine/activations.ts';
import { forward } from '../../src/engine/forward.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';
import { buildData, standardisationOf } from '../../src/datasets/index.ts';
import { irisPetals } from '../../src/datasets/iris.ts';
import { exportNetwork } from '../../src/share/exportedNetwork.ts';
import { onnxModel } from '../../src/share/onnx.ts';
import { anyExperiment, parametersFor } from './experiments.ts';
import { readOnnx, runOnnx } from './onnxGraph.ts';

type Case = { readonly experiment: Experiment; readonly theta: Float64Array };

/** Every data set, feature, activation and output, and random company. */
const cases: readonly Case[] = [
  ...datasetNames.map(defaultExperiment),
  ...activationNames.map((activation): Experiment => ({ ...defaultExperiment('regressionGauss'), features: featureNames, hidden: [{ units: 5, activation }], outputActivation: activation })),
  ...featureNames.map((name): Experiment => ({ ...defaultExperiment('spiral'), features: [name] })),
  { ...defaultExperiment('moons'), features: ['y', 'x'] } as Experiment,
  { ...defaultExperiment('blobs4'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) },
  ...fc.sample(anyExperiment, { seed: 8, numRuns: 60 }),
].map((experiment, i) => ({ experiment, theta: parametersFor(experiment, i + 1, 0.5) }));

const EXAMPLES = 12;

/** The page's own answers for the first training examples [example][output], and the raw inputs as they were measured. */
function pageAnswers({ experiment, theta }: Case): { readonly inputs: readonly (readonly number[])[]; readonly outputs: readonly (readonly number[])[] } {
  const data = buildData(experiment);
  const network = createNetwork(networkSpecOf(experiment));
  const count = Math.min(EXAMPLES, data.trainSet.count);
  const workspace = createWorkspace(network, count);
  loadExamples(workspace, data.trainSet, 0, count);
  forward(network, theta, workspace, count);
  const answers = workspace.a.at(-1)!;
  const scales = standardisationOf(experiment.data);
  return {
    inputs: Array.from({ length: count }, (_, example) => Array.from({ length: data.inputCount }, (_unused, input) => {
      const value = data.trainInputs[example * data.inputCount + input]!;
      return scales === null ? value : value * scales[input]!.deviation + scales[input]!.mean;
    })),
    outputs: Array.from({ length: count }, (_, example) => Array.from({ length: answers.length / count }, (_unused, output) => answers[output * count + example]!)),
  };
}

/** The largest difference, as a share of the answers' size where that is above 1. */
function distance(actual: readonly (readonly number[])[], wanted: readonly (readonly number[])[]): number {
  const [a, b] = [actual.flat(), wanted.flat()];
  if (a.length !== b.length) return Infinity;
  const size = Math.max(1, ...b.map(Math.abs));
  return Math.max(...b.map((value, i) => { const off = Math.abs(value - a[i]!) / size; return Number.isNaN(off) ? Infinity : off; }));
}

const modelOf = ({ experiment, theta }: Case): Uint8Array => onnxModel(exportNetwork(experiment, theta));

/** Where .ci/run puts what Debian does not have. */
const environment = { ...process.env, PYTHONPATH: [join(import.meta.dirname, '../../node_modules/.cache/python'), process.env['PYTHONPATH'] ?? ''].join(':'), OMP_NUM_THREADS: '1' };

function pythonWithRuntime(): string | null {
  const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((path) => path !== undefined);
  return candidates.find((python) => spawnSync(python, ['-c', 'import numpy, onnxruntime'], { env: environment }).status === 0) ?? null;
}

describe('an ONNX file', () => {
  it('is tested with every feature and activation', () => {
    expect(featureNames.filter((name) => !cases.some(({ experiment }) => experiment.features.includes(name)))).toEqual([]);
    expect(new Set(cases.flatMap(({ experiment }) => networkSpecOf(experiment).layers.map(({ activation }) => activation)))).toEqual(new Set(Object.keys(outputActivationTexts)));
  });

  it('holds a graph that answers like the page', () => {
    const wrong = cases.flatMap((one) => {
      const { inputs, outputs } = pageAnswers(one);
      const model = readOnnx(modelOf(one));
      const off = distance(inputs.map((row) => runOnnx(model, row)), outputs);
      return off < 1e-5 ? [] : [`${off}: ${JSON.stringify(one.experiment)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('answers like onnxruntime says', (context) => {
    const python = pythonWithRuntime();
    if (python === null) return context.skip('there is no python3 with onnxruntime here: python3 -m pip install onnxruntime');
    const pages = cases.map(pageAnswers);
    const jobs = cases.map((one, i) => ({ model: Buffer.from(modelOf(one)).toString('base64'), input: pages[i]!.inputs }));
    const output = execFileSync(python, [join(import.meta.dirname, 'runOnnx.py')], { input: JSON.stringify(jobs), maxBuffer: 1e9, env: environment, encoding: 'utf8' });
    const { answers } = JSON.parse(output) as { answers: { prediction: number[][]; classes: string | null }[] };
    expect(answers).toHaveLength(cases.length);
    const wrong = answers.flatMap(({ prediction }, i) => {
      const off = distance(prediction, pages[i]!.outputs);
      return off < 1e-5 ? [] : [`${off}: ${JSON.stringify(cases[i]!.experiment)}`];
    });
    expect(wrong).toEqual([]);
    expect(answers[datasetNames.indexOf('iris')]!.classes).toBe('["setosa","versicolor","virginica"]');
  }, 120_000);

  it('of a plain network is three nodes a layer that anyone can read', () => {
    const experiment = defaultExperiment('xorTable');
    const model = readOnnx(onnxModel(exportNetwork(experiment, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))));
    expect(model).toMatchObject({ irVersion: 7, opset: 13, input: { name: 'input', columns: 2 }, output: { name: 'prediction', columns: 1 } });
    expect(model.nodes.map(({ operator, inputs, outputs }) => `${operator}(${inputs.join(', ')}) → ${outputs.join()}`)).toEqual([
      'Gemm(input, W1, b1) → z1', 'Tanh(z1) → a1', 'Gemm(a1, W2, b2) → z2', 'Tanh(z2) → prediction',
    ]);
    expect(model.tensors).toEqual([
      { name: 'W1', dims: [2, 2], values: [1, 2, 3, 4] }, { name: 'b1', dims: [2], values: [5, 6] }, { name: 'W2', dims: [1, 2], values: [7, 8] }, { name: 'b2', dims: [1], values: [9] },
    ]);
    expect(model.metadata).toEqual({ task: 'classification', inputs: '["x₁","x₂"]', features: '["x","y"]', classes: '["0","1"]', boundary: '0' });
  });

  it('takes measurements as they are and standardises them itself', () => {
    const experiment = defaultExperiment('iris');
    const model = readOnnx(modelOf({ experiment, theta: parametersFor(experiment, 3) }));
    expect(JSON.parse(model.metadata['inputs']!)).toEqual(['petal length (cm)', 'petal width (cm)']);
    expect(model.nodes.slice(0, 2).map(({ operator }) => operator)).toEqual(['Sub', 'Div']);
    const { inputs } = pageAnswers({ experiment, theta: parametersFor(experiment, 3) });
    const flowers = Object.values(irisPetals).flat();
    for (const row of inputs) expect(flowers.some((flower) => Math.abs(flower[0] - row[0]!) + Math.abs(flower[1] - row[1]!) < 1e-12)).toBe(true);
  });

  it('is the same every time, and refuses parameters of another network', () => {
    const one = cases[3]!;
    expect(modelOf(one)).toEqual(modelOf(one));
    expect(() => exportNetwork(one.experiment, one.theta.subarray(1))).toThrow(/^The network has \d+ parameters, not \d+\.$/);
  });
});
