/** Reads ONNX files by the standard's field numbers, and computes what their graphs say, independently of what wrote them. */

type Field = { readonly field: number; readonly wire: number; readonly value: number; readonly bytes: Uint8Array };

function fieldsOf(bytes: Uint8Array): readonly Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the file ends in a number');
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const [field, wire] = [Math.floor(tag / 8), tag % 8];
    if (wire === 0) fields.push({ field, wire, value: varint(), bytes: new Uint8Array(0) });
    else {
      const length = wire === 5 ? 4 : varint();
      if (wire !== 5 && wire !== 2) throw new Error(`wire type ${wire}`);
      if (at + length > bytes.length) throw new Error('the file ends in a field');
      const part = bytes.slice(at, at + length);
      at += length;
      fields.push({ field, wire, value: wire === 5 ? new DataView(part.buffer).getFloat32(0, true) : Number.NaN, bytes: part });
    }
  }
  return fields;
}

const all = (fields: readonly Field[], field: number): readonly Uint8Array[] => fields.filter((entry) => entry.field === field).map(({ bytes }) => bytes);
const one = (fields: readonly Field[], field: number): Uint8Array => {
  const [found, second] = all(fields, field);
  if (found === undefined || second !== undefined) throw new Error(`field ${field} is not there once`);
  return found;
};
const whole = (fields: readonly Field[], field: number): number => fields.find((entry) => entry.field === field && entry.wire === 0)?.value ?? NaN;
const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

type Tensor = { readonly name: string; readonly dims: readonly number[]; readonly values: readonly number[] };
type OnnxNode = { readonly operator: string; readonly inputs: readonly string[]; readonly outputs: readonly string[]; readonly attributes: Readonly<Record<string, number>> };
export type OnnxModel = {
  readonly irVersion: number;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly Tensor[];
  readonly input: { readonly name: string; readonly columns: number };
  readonly output: { readonly name: string; readonly columns: number };
  readonly metadata: Readonly<Record<string, string>>;
};

function tensorOf(bytes: Uint8Array): Tensor {
  const fields = fieldsOf(bytes);
  const raw = one(fields, 9);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const isFloat = whole(fields, 2) === 1;
  if (!isFloat && whole(fields, 2) !== 7) throw new Error('a tensor is neither float nor int64');
  const size = isFloat ? 4 : 8;
  const values = Array.from({ length: raw.length / size }, (_, i) => (isFloat ? view.getFloat32(4 * i, true) : Number(view.getBigInt64(8 * i, true))));
  const dims = fields.filter(({ field }) => field === 1).map(({ value }) => value);
  if (values.length !== dims.reduce((total, dim) => total * dim, 1)) throw new Error('a tensor has not as many numbers as its dims say');
  return { name: text(one(fields, 8)), dims, values };
}

function nodeOf(bytes: Uint8Array): OnnxNode {
  const fields = fieldsOf(bytes);
  const attributes = all(fields, 5).map((part): [string, number] => {
    const attribute = fieldsOf(part);
    const type = whole(attribute, 20);
    const value = attribute.find(({ field }) => field === (type === 1 ? 2 : 3))?.value;
    if (value === undefined) throw new Error('an attribute has no value of its type');
    return [text(one(attribute, 1)), value];
  });
  return { operator: text(one(fields, 4)), inputs: all(fields, 1).map(text), outputs: all(fields, 2).map(text), attributes: Object.fromEntries(attributes) };
}

function matrixOf(bytes: Uint8Array): { readonly name: string; readonly columns: number } {
  const fields = fieldsOf(bytes);
  const tensor = fieldsOf(one(fieldsOf(one(fields, 2)), 1));
  if (whole(tensor, 1) !== 1) throw new Error('an input or output is not float');
  const dims = all(fieldsOf(one(tensor, 2)), 1).map(fieldsOf);
  if (dims.length !== 2 || text(one(dims[0]!, 2)) !== 'examples') throw new Error('an input or output is not [examples, columns]');
  return { name: text(one(fields, 1)), columns: whole(dims[1]!, 1) };
}

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const fields = fieldsOf(bytes);
  const graph = fieldsOf(one(fields, 7));
  return {
    irVersion: whole(fields, 1), opset: whole(fieldsOf(one(fields, 8)), 2),
    nodes: all(graph, 1).map(nodeOf), tensors: all(graph, 5).map(tensorOf), input: matrixOf(one(graph, 11)), output: matrixOf(one(graph, 12)),
    metadata: Object.fromEntries(all(fields, 14).map((part) => { const entry = fieldsOf(part); return [text(one(entry, 1)), text(one(entry, 2))]; })),
  };
}

/** Of one example: a row of numbers. */
type Row = readonly number[];

/** erf by its series and, far out, its continued fraction. */
function erf(x: number): number {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  let term = size;
  let sum = size;
  for (let n = 1; n < 200; n += 1) {
    term *= (-size * size) / n;
    sum += term / (2 * n + 1);
  }
  return Math.sign(x) * (size < 3 ? (2 / Math.sqrt(Math.PI)) * sum : 1 - continued(size));
}

function continued(x: number): number {
  let fraction = 0;
  for (let k = 60; k >= 1; k -= 1) fraction = k / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}

/** The graph's answer for one example, in double precision. Nodes must stand in an order in which they can be computed. */
export function runOnnx(model: OnnxModel, input: Row): Row {
  const values = new Map<string, Row>([[model.input.name, input]]);
  const tensors = new Map(model.tensors.map((tensor) => [tensor.name, tensor]));
  const read = (name: string): Row => {
    const found = values.get(name) ?? tensors.get(name)?.values;
    if (found === undefined) throw new Error(`${name} is read before it is computed`);
    return found;
  };
  for (const { operator, inputs, outputs: [output], attributes } of model.nodes) {
    const [a = [], b = []] = inputs.map(read);
    const each = (f: (value: number, i: number) => number): Row => a.map(f);
    const other = (i: number): number => b[b.length === 1 ? 0 : i]!;
    const result = ((): Row => {
      switch (operator) {
        case 'Identity': return a;
        case 'Sigmoid': return each((z) => 1 / (1 + Math.exp(-z)));
        case 'Tanh': return each((z) => Math.tanh(z));
        case 'Relu': return each((z) => Math.max(0, z));
        case 'LeakyRelu': return each((z) => (z < 0 ? attributes['alpha']! * z : z));
        case 'Elu': return each((z) => (z < 0 ? attributes['alpha']! * Math.expm1(z) : z));
        case 'Softplus': return each((z) => Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z))));
        case 'Sin': return each((z) => Math.sin(z));
        case 'Erf': return each(erf);
        case 'Softmax': {
          if (attributes['axis'] !== 1) throw new Error('softmax over the examples');
          const powers = each((z) => Math.exp(z - Math.max(...a)));
          return powers.map((power) => power / powers.reduce((total, value) => total + value, 0));
        }
        case 'Add': return each((value, i) => value + other(i));
        case 'Sub': return each((value, i) => value - other(i));
        case 'Mul': return each((value, i) => value * other(i));
        case 'Div': return each((value, i) => value / other(i));
        case 'Gather': return b.map((column) => { if (attributes['axis'] !== 1) throw new Error('gathers examples'); return a[column]!; });
        case 'Concat': return inputs.flatMap((name) => read(name));
        case 'Gemm': {
          const { dims: [units = 0, width = 0] } = tensors.get(inputs[1]!)!;
          if (attributes['transB'] !== 1 || width !== a.length) throw new Error('W does not fit');
          const bias = read(inputs[2]!);
          return Array.from({ length: units }, (_, unit) => a.reduce((total, value, i) => total + value * b[unit * width + i]!, bias[unit]!));
        }
        default: throw new Error(`operator ${operator}`);
      }
    })();
    if (values.has(output!)) throw new Error(`${output} is computed twice`);
    values.set(output!, result);
  }
  return read(model.output.name);
}
