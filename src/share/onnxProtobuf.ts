// field number and wire type in one varint, then a varint, four bytes, or a length and bytes
/** The messages of onnx.proto as bytes, as far as a feed-forward network needs them; field numbers are those of the ONNX standard. */

/** A message, or a part of one: its fields one after another. */
export type Message = readonly Uint8Array[];

const utf8 = new TextEncoder();

/** A whole number ≥ 0 in groups of seven bits, the lowest first. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function wholeField(field: number, value: number): Message {
  return [varint(field * 8), varint(value)];
}

function floatField(field: number, value: number): Message {
  return [varint(field * 8 + 5), littleEndian([value])];
}

function bytesField(field: number, bytes: Uint8Array): Message {
  return [varint(field * 8 + 2), varint(bytes.length), bytes];
}

const textField = (field: number, text: string): Message => bytesField(field, utf8.encode(text));
const messageField = (field: number, message: Message): Message => bytesField(field, bytesOf(message));

function littleEndian(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i += 1) view.setFloat32(4 * i, values[i]!, true);
  return bytes;
}

/** The bytes of a message. */
function bytesOf(message: Message): Uint8Array {
  const bytes = new Uint8Array(message.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of message) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** The standard's code for single precision. */
const FLOAT = 1;
const INT64 = 7;

/** TensorProto of single-precision numbers. */
export function floatTensor(name: string, dims: readonly number[], values: ArrayLike<number>): Message {
  return [...dims.flatMap((dim) => wholeField(1, dim)), ...wholeField(2, FLOAT), ...textField(8, name), ...bytesField(9, littleEndian(values))];
}

/** TensorProto of whole numbers ≥ 0. */
export function indexTensor(name: string, values: readonly number[]): Message {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setUint32(8 * i, value, true));
  return [...wholeField(1, values.length), ...wholeField(2, INT64), ...textField(8, name), ...bytesField(9, bytes)];
}

/** AttributeProto: a whole number ≥ 0, or a number. */
export type Attribute = { readonly name: string } & ({ readonly whole: number } | { readonly float: number });

function attributeMessage(attribute: Attribute): Message {
  return 'whole' in attribute
    ? [...textField(1, attribute.name), ...wholeField(3, attribute.whole), ...wholeField(20, 2)]
    : [...textField(1, attribute.name), ...floatField(2, attribute.float), ...wholeField(20, 1)];
}

/** NodeProto. */
export type Node = { readonly operator: string; readonly inputs: readonly string[]; readonly output: string; readonly attributes?: readonly Attribute[] };

function nodeMessage({ operator, inputs, output, attributes = [] }: Node): Message {
  return [
    ...inputs.flatMap((input) => textField(1, input)), ...textField(2, output), ...textField(3, `${operator} ${output}`), ...textField(4, operator),
    ...attributes.flatMap((attribute) => messageField(5, attributeMessage(attribute))),
  ];
}

/** ValueInfoProto of a matrix of single-precision numbers with a row an example. */
function matrixMessage(name: string, columns: number): Message {
  const shape = [...messageField(1, textField(2, 'examples')), ...messageField(1, wholeField(1, columns))];
  const tensor = [...wholeField(1, FLOAT), ...messageField(2, shape)];
  return [...textField(1, name), ...messageField(2, messageField(1, tensor))];
}

type Graph = {
  readonly name: string;
  readonly nodes: readonly Node[];
  readonly tensors: readonly Message[];
  readonly input: { readonly name: string; readonly columns: number };
  readonly output: { readonly name: string; readonly columns: number };
};

export type Model = {
  /** Version of the file's structure and of the operators' meaning. */
  readonly irVersion: number;
  readonly opset: number;
  readonly producer: string;
  readonly description: string;
  readonly graph: Graph;
  readonly metadata: readonly (readonly [key: string, value: string])[];
};

/** ModelProto. */
export function modelBytes({ irVersion, opset, producer, description, graph, metadata }: Model): Uint8Array {
  const graphMessage = [
    ...graph.nodes.flatMap((node) => messageField(1, nodeMessage(node))), ...textField(2, graph.name), ...graph.tensors.flatMap((tensor) => messageField(5, tensor)),
    ...messageField(11, matrixMessage(graph.input.name, graph.input.columns)), ...messageField(12, matrixMessage(graph.output.name, graph.output.columns)),
  ];
  return bytesOf([
    ...wholeField(1, irVersion), ...textField(2, producer), ...textField(6, description), ...messageField(7, graphMessage),
    ...messageField(8, [...textField(1, ''), ...wholeField(2, opset)]),
    ...metadata.flatMap(([key, value]) => messageField(14, [...textField(1, key), ...textField(2, value)])),
  ]);
}
