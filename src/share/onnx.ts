// x → (x − mean)/deviation → features → Gemm → φ → … → prediction, as an ONNX graph
/**
 * A trained network as an ONNX file, which onnxruntime and most frameworks can run. Its input has a row for each example and a column
 * for each raw input as it is measured; standardising and features are part of the graph. Single precision, as ONNX programs expect.
 */
import type { FeatureName } from '../config/experiment.ts';
import { ofFurtherInputs } from '../config/features.ts';
import type { OutputActivationName } from '../engine/activations.ts';
import { formatNumber } from '../viz/format.ts';
import { floatTensor, indexTensor, modelBytes, type Attribute, type Message, type Node } from './onnxProtobuf.ts';
import type { ExportedNetwork } from './exportedNetwork.ts';
import { fitsSingle, parameterName, tooLarge } from './parameterRange.ts';
import { say } from '../words/say.ts';

/** Read by every onnxruntime since 1.8 (2021). */
const OPSET = 13;
const IR_VERSION = 7;

/** A graph in the making. */
type GraphWriter = {
  readonly nodes: Node[];
  readonly tensors: Message[];
  /** Adds a node and returns its output, which is called `name`. */
  node(operator: string, inputs: readonly string[], name: string, attributes?: readonly Attribute[]): string;
  /** A single number that nodes can read; each is there once. */
  number(name: string, value: number): string;
};

function createWriter(): GraphWriter {
  const nodes: Node[] = [];
  const tensors: Message[] = [];
  const numbers = new Set<string>();
  return {
    nodes, tensors,
    node(operator, inputs, name, attributes = []) {
      nodes.push({ operator, inputs, output: name, attributes });
      return name;
    },
    number(name, value) {
      if (!numbers.has(name)) tensors.push(floatTensor(name, [], [value]));
      numbers.add(name);
      return name;
    },
  };
}

/** Adds the nodes of a = φ(z); `a` is the name of their output. */
const activationNodes: Readonly<Record<OutputActivationName, (writer: GraphWriter, z: string, a: string) => void>> = {
  linear: (writer, z, a) => writer.node('Identity', [z], a),
  sigmoid: (writer, z, a) => writer.node('Sigmoid', [z], a),
  tanh: (writer, z, a) => writer.node('Tanh', [z], a),
  relu: (writer, z, a) => writer.node('Relu', [z], a),
  leaky_relu: (writer, z, a) => writer.node('LeakyRelu', [z], a, [{ name: 'alpha', float: 0.01 }]),
  elu: (writer, z, a) => writer.node('Elu', [z], a, [{ name: 'alpha', float: 1 }]),
  // z Φ(z) = z (1 + erf(z/√2)) / 2
  gelu(writer, z, a) {
    const scaled = writer.node('Mul', [z, writer.number('1/sqrt(2)', Math.SQRT1_2)], `${a} scaled`);
    const erf = writer.node('Erf', [scaled], `${a} erf`);
    const sum = writer.node('Add', [erf, writer.number('1', 1)], `${a} sum`);
    const twice = writer.node('Mul', [z, sum], `${a} twice`);
    writer.node('Mul', [twice, writer.number('1/2', 0.5)], a);
  },
  softplus: (writer, z, a) => writer.node('Softplus', [z], a),
  swish: (writer, z, a) => writer.node('Mul', [z, writer.node('Sigmoid', [z], `${a} gate`)], a),
  sin: (writer, z, a) => writer.node('Sin', [z], a),
  softmax: (writer, z, a) => writer.node('Softmax', [z], a, [{ name: 'axis', whole: 1 }]),
};

/** What a feature is made of: a raw input as it is, or nodes on the columns x₁ and x₂. */
const featureNodes: Readonly<Record<FeatureName, number | ((writer: GraphWriter, column: (input: number) => string, name: string) => string)>> = {
  x: 0,
  y: 1,
  x2: (writer, column, name) => writer.node('Mul', [column(0), column(0)], name),
  y2: (writer, column, name) => writer.node('Mul', [column(1), column(1)], name),
  xy: (writer, column, name) => writer.node('Mul', [column(0), column(1)], name),
  sinX: (writer, column, name) => sineOf(writer, column(0), name),
  sinY: (writer, column, name) => sineOf(writer, column(1), name),
  ...ofFurtherInputs((number) => number - 1),
};

function sineOf(writer: GraphWriter, column: string, name: string): string {
  return writer.node('Sin', [writer.node('Mul', [column, writer.number('pi', Math.PI)], `${name} angle`)], name);
}

/**
 * The bytes of the .onnx file. The same network gives the same bytes.
 * @throws RangeError where a number is out of the range of single precision: a sentence for the reader
 */
export function onnxModel(network: ExportedNetwork): Uint8Array {
  const problem = whyNoOnnx(network);
  if (problem !== null) throw new RangeError(problem);
  const writer = createWriter();
  const { inputs, layers, features, task, classes, boundary } = network;
  let x = writeFeatures(writer, network, writeStandardisation(writer, network, 'input'));
  layers.forEach(({ weights, biases, activation }, i) => {
    const isOutput = i === layers.length - 1;
    const name = (letter: string): string => `${letter}${i + 1}`;
    writer.tensors.push(floatTensor(name('W'), [biases.length, weights[0]?.length ?? 0], weights.flat()), floatTensor(name('b'), [biases.length], biases));
    // z = x Wᵀ + b
    const z = writer.node('Gemm', [x, name('W'), name('b')], name('z'), [{ name: 'transB', whole: 1 }]);
    x = isOutput ? 'prediction' : name('a');
    activationNodes[activation](writer, z, x);
  });
  const outputs = layers.at(-1)?.biases.length ?? 0;
  return modelBytes({
    irVersion: IR_VERSION, opset: OPSET, producer: 'Nabla',
    description: 'A network trained in Nabla. "input" has a row for each example and a column for each raw input; "prediction" has a column for each output. Weights are rounded to single precision.',
    graph: { name: 'network', nodes: writer.nodes, tensors: writer.tensors, input: { name: 'input', columns: inputs.length }, output: { name: 'prediction', columns: outputs } },
    metadata: [
      ['task', task], ['inputs', JSON.stringify(inputs.map(({ name }) => name))], ['features', JSON.stringify(features)],
      ...(classes.length === 0 ? [] : [['classes', JSON.stringify(classes)] as const]),
      ...(boundary === null ? [] : [['boundary', String(boundary)] as const]),
    ],
  });
}

/** Why a network cannot be written in single precision, in a sentence; null where it can. */
export function whyNoOnnx({ inputs, layers }: ExportedNetwork): string | null {
  for (const { name, mean, deviation } of inputs) {
    if (!fitsSingle(mean)) return tooLarge(say('the mean of “{name}”', { name }), mean);
    if (!fitsSingle(deviation)) return tooLarge(say('the standard deviation of “{name}”', { name }), deviation);
    // It is divided by.
    if (Math.fround(deviation) === 0) return say('The standard deviation of “{name}” is {deviation}, which is 0 in ONNX’s single precision.', { name, deviation: formatNumber(deviation) });
  }
  for (const [layer, { weights, biases }] of layers.entries()) {
    for (const [unit, bias] of biases.entries()) {
      const input = weights[unit]?.findIndex((weight) => !fitsSingle(weight)) ?? -1;
      if (input >= 0) return tooLarge(parameterName({ layer, unit, input }), weights[unit]![input]!);
      if (!fitsSingle(bias)) return tooLarge(parameterName({ layer, unit, input: null }), bias);
    }
  }
  return null;
}

/** (x − mean) / deviation, where that changes anything. */
function writeStandardisation(writer: GraphWriter, { inputs }: ExportedNetwork, x: string): string {
  if (inputs.every(({ mean, deviation }) => mean === 0 && deviation === 1)) return x;
  writer.tensors.push(floatTensor('mean', [inputs.length], inputs.map(({ mean }) => mean)), floatTensor('deviation', [inputs.length], inputs.map(({ deviation }) => deviation)));
  return writer.node('Div', [writer.node('Sub', [x, 'mean'], 'centred'), 'deviation'], 'standardised');
}

/** The columns that the first layer reads: the raw inputs themselves, some of them, or what is made of them. */
function writeFeatures(writer: GraphWriter, { inputs, features }: ExportedNetwork, x: string): string {
  const rules = features.map((name) => featureNodes[name]);
  const raw = rules.filter((rule) => typeof rule === 'number');
  if (raw.length === rules.length) {
    if (raw.length === inputs.length && raw.every((input, i) => input === i)) return x;
    writer.tensors.push(indexTensor('chosen', raw));
    return writer.node('Gather', [x, 'chosen'], 'features', [{ name: 'axis', whole: 1 }]);
  }
  const columns = new Map<number, string>();
  const column = (input: number): string => {
    const name = `x${input + 1}`;
    if (!columns.has(input)) {
      writer.tensors.push(indexTensor(`place of ${name}`, [input]));
      columns.set(input, writer.node('Gather', [x, `place of ${name}`], name, [{ name: 'axis', whole: 1 }]));
    }
    return name;
  };
  const made = rules.map((rule, i) => (typeof rule === 'number' ? column(rule) : rule(writer, column, `feature ${features[i]!}`)));
  return made.length === 1 ? made[0]! : writer.node('Concat', made, 'features', [{ name: 'axis', whole: 1 }]);
}
