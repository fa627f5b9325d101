// seed → weights, order of the examples: a TypeScript program's own numbers
/** The generator, the weights, the examples and the optimizer's memory, as TypeScript. */
import { camelCase, inTypeScript } from './codeFormula.ts';
import { drawCode, drawnNumbers, type DrawCode } from './codeRecords.ts';
import { indented, matrixText, numberText, rowsText, vectorText } from './codeText.ts';
import type { Program } from './program.ts';

const STEP = { step: '  ' };

/** The page's generator, as much of it as the program uses; nothing where it uses none. */
export function typeScriptRandom({ start, order }: Program): readonly string[] {
  const { uniform, normal } = drawnNumbers(start);
  const shuffles = order.kind !== 'fullBatch';
  if (!uniform && !shuffles) return [];
  const goesOn = order.kind === 'goingOn';
  return [[
    `/** The page's generator, sfc32: ${goesOn ? 'it goes on from where it stands there' : 'the same seed gives the same numbers as there'}. */`,
    'class Random {',
    '  private a: number;', '  private b: number;', '  private c: number;', '  private counter: number;',
    ...(normal ? ['  private spare: number | null = null;'] : []),
    '',
    ...(goesOn
      ? ['  constructor(a: number, b: number, c: number, counter: number) {', '    this.a = a;', '    this.b = b;', '    this.c = c;', '    this.counter = counter;']
      : [
        '  constructor(seed: number) {', '    this.a = seed | 0;', '    this.b = Math.floor(seed / 2 ** 32);', '    this.c = 0;', '    this.counter = 1;',
        '    for (let i = 0; i < 15; i++) this.bits();',
      ]),
    '  }',
    '',
    '  /** 32 random bits. */',
    '  private bits(): number {',
    '    const t = (this.a + this.b + this.counter) | 0;',
    '    this.counter = (this.counter + 1) | 0;',
    '    this.a = this.b ^ (this.b >>> 9);',
    '    this.b = (this.c + (this.c << 3)) | 0;',
    '    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;',
    '    return t >>> 0;',
    '  }',
    ...(uniform ? [
      '',
      '  uniform(low: number, high: number): number {',
      '    const bits = (this.bits() >>> 5) * 2 ** 26 + (this.bits() >>> 6);',
      '    return low + (high - low) * (bits / 2 ** 53);',
      '  }',
    ] : []),
    ...(normal ? [
      '',
      '  /** Marsaglia\'s polar method makes two deviates at a time; the second waits for the next call. */',
      '  normal(mean: number, std: number): number {',
      '    if (this.spare !== null) {',
      '      const deviate = this.spare;',
      '      this.spare = null;',
      '      return mean + std * deviate;',
      '    }',
      '    let u = 0;',
      '    let v = 0;',
      '    let s = 0;',
      '    do {',
      '      u = 2 * this.uniform(0, 1) - 1;',
      '      v = 2 * this.uniform(0, 1) - 1;',
      '      s = u * u + v * v;',
      '    } while (s >= 1 || s === 0);',
      '    const factor = Math.sqrt((-2 * Math.log(s)) / s);',
      '    this.spare = v * factor;',
      '    return mean + std * (u * factor);',
      '  }',
    ] : []),
    ...(shuffles ? [
      '',
      '  /** Every order is as likely as any other (Fisher and Yates). */',
      '  shuffle(order: number[]): void {',
      '    for (let i = order.length - 1; i > 0; i--) {',
      '      const j = Math.floor((this.bits() * (i + 1)) / 2 ** 32);',
      '      [order[i], order[j]] = [order[j], order[i]];',
      '    }',
      '  }',
    ] : []),
    '}',
  ].join('\n')];
}

/** `miniBatches()`: the examples of one update after another; nothing for the full batch. */
export function typeScriptMiniBatches({ order }: Program): readonly string[] {
  if (order.kind === 'fullBatch') return [];
  const goesOn = order.kind === 'goingOn';
  return [[
    '/** The examples of one update after another: all of them once in an epoch, then in a new order. */',
    'function* miniBatches(): Generator<Example[], never> {',
    ...(goesOn
      ? [`  const random = new Random(${order.words.map(numberText).join(', ')});`, '  const order = [...ORDER];', `  let position = ${order.position}; // so far this epoch has come`]
      : [`  const random = new Random(${numberText(order.seed)});`, '  const order = TRAINING.map((_, example) => example);', '  random.shuffle(order);']),
    '  while (true) {',
    `    for (let start = ${goesOn ? 'position' : '0'}; start < order.length; start += BATCH_SIZE) {`,
    '      yield order.slice(start, start + BATCH_SIZE).map((example) => TRAINING[example]);',
    '    }',
    '    random.shuffle(order);',
    ...(goesOn ? ['    position = 0;'] : []),
    '  }',
    '}',
  ].join('\n')];
}

/** `LAYERS`, or `drawLayers()` with what it needs: W [unit][input] and b [unit] of each layer. */
export function typeScriptLayers({ start }: Program): readonly string[] {
  const type = 'type LayerNumbers = { readonly weights: readonly (readonly number[])[]; readonly biases: readonly number[] };';
  if (start.kind === 'given') {
    const layers = start.layers.map(({ weights, biases }) => [
      '  {', `    weights: ${matrixText(weights, { indent: '    ', ...STEP })},`, `    biases: ${vectorText(biases, { indent: '    ', ...STEP })},`, '  },\n',
    ].join('\n'));
    return [type, `/** W [unit][input] and b [unit] of each layer. */\nconst LAYERS: readonly LayerNumbers[] = [\n${layers.join('')}];`];
  }
  const isOrthogonal = start.weights.kind === 'orthogonal';
  const weights = drawCode(start.weights);
  const biases = drawCode(start.biases, 'bias_');
  const declared = ({ name, formula }: DrawCode['given'][number]): string => `const ${camelCase(name)} = ${inTypeScript(formula)};`;
  const drawn = [
    ...(isOrthogonal ? [] : weights.given.map(declared)),
    isOrthogonal
      ? 'const weights = orthogonal(random, inputs, units);'
      : `const weights = times(units, () => times(inputs, () => ${inTypeScript(weights.draw)}));`,
    ...biases.given.map(declared),
    `const biases = times(units, () => ${inTypeScript(biases.draw)});`,
    'return { weights, biases };',
  ];
  return [
    type,
    'function times<T>(count: number, make: () => T): T[] {\n  return Array.from({ length: count }, make);\n}',
    ...(isOrthogonal ? [ORTHOGONAL] : []),
    [
      '/** W [unit][input] and b [unit] of each layer as the page draws them. */', 'function drawLayers(): LayerNumbers[] {',
      ...(drawnNumbers(start).uniform ? [`  const random = new Random(${numberText(start.seed)});`] : []),
      '  return SIZES.slice(1).map((units, layer) => {', '    const inputs = SIZES[layer];', indented(drawn, '    '), '  });', '}',
    ].join('\n'),
  ];
}

const ORTHOGONAL = `/** Rows (or columns, if there are fewer) of length 1 at right angles: Gram and Schmidt, done twice over. */
function orthogonal(random: Random, inputs: number, units: number): number[][] {
  const dot = (a: number[], b: number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const vectors: number[][] = [];
  for (const drawn of times(Math.min(inputs, units), () => times(Math.max(inputs, units), () => random.normal(0, 1)))) {
    let vector = drawn;
    for (let round = 0; round < 2; round++) {
      for (const earlier of vectors) {
        const projection = dot(earlier, vector);
        vector = vector.map((value, i) => value - projection * earlier[i]);
      }
      const norm = Math.sqrt(dot(vector, vector));
      vector = vector.map((value) => value / norm);
    }
    vectors.push(vector);
  }
  return units <= inputs ? vectors : times(units, () => 0).map((_, unit) => vectors.map((vector) => vector[unit]));
}`;

/** The rows of the training and validation examples, and the optimizer's memory and order where the run is in its middle. */
export function typeScriptNumbers(program: Program, memoryNames: readonly string[]): readonly string[] {
  const { training, validation, memory, order, rawInputs, layers } = program;
  const outputs = layers.at(-1)!.units;
  const meaning = `// an example a row: ${rawInputs === 1 ? 'its input' : `${rawInputs} inputs`}, then ${outputs === 1 ? 'what the output is asked for' : `what the ${outputs} outputs are asked for`}`;
  return [
    ...(memory === null ? [] : memory.slots.map((slot, i) => `const ${memoryNames[i]!.toUpperCase()} = ${vectorText(slot, STEP)};`)),
    ...(order.kind === 'goingOn' ? [`const ORDER = ${vectorText(order.order, STEP)};`] : []),
    `${meaning}\nconst TRAINING = examples(${rowsText(training, STEP)});`,
    ...(validation.length === 0 ? [] : [`const VALIDATION = examples(${rowsText(validation, STEP)});`]),
  ];
}
