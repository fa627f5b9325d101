// seed → weights, order of the examples, ηₖ: what NumPy's and PyTorch's programs have in common
/** Parts of a program in plain Python, which need neither NumPy nor PyTorch. */
import { inPython } from './codeFormula.ts';
import { drawCode, drawnNumbers } from './codeRecords.ts';
import { pythonSchedule, scheduleCode } from './codeSchedule.ts';
import { indented, matrixText, numberText, rowsText, vectorText } from './codeText.ts';
import type { Program } from './program.ts';

/** A heading, then definitions two lines apart. */
export function pythonSection(heading: string, definitions: readonly string[]): string {
  return definitions.length === 0 ? '' : `# ${`--- ${heading} `.padEnd(98, '-')}\n\n${definitions.join('\n\n\n')}\n`;
}

/** The page's generator, as much of it as the program uses; nothing where it uses none. */
export function pythonRandom({ start, order }: Program): readonly string[] {
  const { uniform, normal } = drawnNumbers(start);
  const shuffles = order.kind !== 'fullBatch';
  if (!uniform && !shuffles) return [];
  const goesOn = order.kind === 'goingOn';
  const spare = normal ? ['        self.spare = None'] : [];
  return [[
    'class Random:',
    `    """The page's generator, sfc32: ${goesOn ? 'it goes on from where it stands there' : 'the same seed gives the same numbers as there'}."""`,
    '',
    ...(goesOn
      ? ['    def __init__(self, a, b, c, counter):', '        self.a, self.b, self.c, self.counter = a, b, c, counter']
      : [
        '    def __init__(self, seed):', '        self.a, self.b, self.c, self.counter = seed & 0xFFFFFFFF, seed >> 32, 0, 1', ...spare,
        '        for _ in range(15):', '            self.bits()',
      ]),
    '',
    '    def bits(self):',
    '        """32 random bits."""',
    '        t = (self.a + self.b + self.counter) & 0xFFFFFFFF',
    '        self.counter = (self.counter + 1) & 0xFFFFFFFF',
    '        self.a = self.b ^ (self.b >> 9)',
    '        self.b = (self.c + (self.c << 3)) & 0xFFFFFFFF',
    '        self.c = (((self.c << 21) | (self.c >> 11)) + t) & 0xFFFFFFFF',
    '        return t',
    ...(uniform ? [
      '',
      '    def uniform(self, low, high):',
      '        bits = (self.bits() >> 5) * 2**26 + (self.bits() >> 6)',
      '        return low + (high - low) * (bits / 2**53)',
    ] : []),
    ...(normal ? [
      '',
      '    def normal(self, mean, std):',
      '        """Marsaglia\'s polar method makes two deviates at a time; the second waits for the next call."""',
      '        if self.spare is not None:',
      '            deviate, self.spare = self.spare, None',
      '            return mean + std * deviate',
      '        while True:',
      '            u, v = 2 * self.uniform(0, 1) - 1, 2 * self.uniform(0, 1) - 1',
      '            s = u * u + v * v',
      '            if 0 < s < 1:',
      '                break',
      '        factor = math.sqrt(-2 * math.log(s) / s)',
      '        self.spare = v * factor',
      '        return mean + std * (u * factor)',
    ] : []),
    ...(shuffles ? [
      '',
      '    def shuffle(self, order):',
      '        """Every order is as likely as any other (Fisher and Yates)."""',
      '        for i in range(len(order) - 1, 0, -1):',
      '            j = (self.bits() * (i + 1)) >> 32',
      '            order[i], order[j] = order[j], order[i]',
    ] : []),
  ].join('\n')];
}

/** `mini_batches()`: the numbers of the examples of one update after another; nothing for the full batch. */
export function pythonMiniBatches({ order }: Program, examples: string): readonly string[] {
  if (order.kind === 'fullBatch') return [];
  const goesOn = order.kind === 'goingOn';
  return [[
    'def mini_batches():',
    '    """The examples of one update after another: all of them once in an epoch, then in a new order."""',
    ...(goesOn
      ? [
        `    random = Random(${order.words.map(numberText).join(', ')})`, '    order = list(ORDER)',
        `    position = ${order.position}  # so far this epoch has come`, '    while True:', '        for start in range(position, len(order), BATCH_SIZE):',
      ]
      : [
        `    random = Random(${numberText(order.seed)})`, `    order = list(range(len(${examples})))`, '    random.shuffle(order)',
        '    while True:', '        for start in range(0, len(order), BATCH_SIZE):',
      ]),
    '            yield order[start:start + BATCH_SIZE]',
    '        random.shuffle(order)',
    ...(goesOn ? ['        position = 0'] : []),
  ].join('\n')];
}

/** learning_rate(step) and what belongs to it; nothing where η stays. */
export function pythonRate(program: Program): readonly string[] {
  const code = scheduleCode(program);
  return code === null ? [] : pythonSchedule(code);
}

/** `x1 = …`, for those of the raw inputs x that the features are made of. */
export function pythonRawInputs(formulas: readonly string[]): string {
  const used = [...new Set(formulas.flatMap((formula) => Array.from(formula.matchAll(/\bx(\d+)\b/g), ([, number]) => Number(number))))].toSorted((a, b) => a - b);
  // One a line where one line would be long.
  if (used.length > 8) return used.map((number) => `x${number} = x[:, ${number - 1}]`).join('\n    ');
  return `${used.map((number) => `x${number}`).join(', ')} = ${used.map((number) => `x[:, ${number - 1}]`).join(', ')}`;
}

/** `LAYERS`, or `draw_layers()` with what it needs: W [unit][input] and b [unit] of each layer. */
export function pythonLayers({ start }: Program): readonly string[] {
  if (start.kind === 'given') {
    const layers = start.layers.map(({ weights, biases }) =>
      `    (\n        ${matrixText(weights, { indent: '        ' })},\n        ${vectorText(biases, { indent: '        ' })},\n    ),\n`);
    return [`# W [unit][input] and b [unit] of each layer\nLAYERS = [\n${layers.join('')}]`];
  }
  const isOrthogonal = start.weights.kind === 'orthogonal';
  const weights = drawCode(start.weights);
  const biases = drawCode(start.biases, 'bias_');
  const drawn = [
    ...(isOrthogonal ? [] : weights.given.map(({ name, formula }) => `${name} = ${inPython(formula)}`)),
    isOrthogonal ? 'weights = orthogonal(random, inputs, units)' : `weights = [[${inPython(weights.draw)} for _ in range(inputs)] for _ in range(units)]`,
    ...biases.given.map(({ name, formula }) => `${name} = ${inPython(formula)}`),
    `biases = [${inPython(biases.draw)} for _ in range(units)]`,
    'layers.append((weights, biases))',
  ];
  return [
    ...(isOrthogonal ? [ORTHOGONAL] : []),
    [
      'def draw_layers():', '    """W [unit][input] and b [unit] of each layer as the page draws them."""',
      ...(drawnNumbers(start).uniform ? [`    random = Random(${numberText(start.seed)})`] : []), '    layers = []',
      '    for inputs, units in zip(SIZES, SIZES[1:]):', indented(drawn, '        '), '    return layers',
    ].join('\n'),
  ];
}


const ORTHOGONAL = `def orthogonal(random, inputs, units):
    """Rows (or columns, if there are fewer) of length 1 at right angles: Gram and Schmidt, done twice over."""
    count, length = min(inputs, units), max(inputs, units)
    vectors = []
    for drawn in [[random.normal(0, 1) for _ in range(length)] for _ in range(count)]:
        for _ in range(2):
            for earlier in vectors:
                projection = sum(a * b for a, b in zip(earlier, drawn))
                drawn = [b - projection * a for a, b in zip(earlier, drawn)]
            norm = math.sqrt(sum(value * value for value in drawn))
            drawn = [value / norm for value in drawn]
        vectors.append(drawn)
    return vectors if units <= inputs else [list(row) for row in zip(*vectors)]`;

/** The rows of the training and validation examples, and the optimizer's memory and order where the run is in its middle. */
export function pythonNumbers(program: Program, memoryNames: readonly string[]): readonly string[] {
  const { training, validation, memory, order, rawInputs, layers } = program;
  const outputs = layers.at(-1)!.units;
  const meaning = `# an example a row: ${rawInputs === 1 ? 'its input' : `${rawInputs} inputs`}, then ${outputs === 1 ? 'what the output is asked for' : `what the ${outputs} outputs are asked for`}`;
  return [
    ...(memory === null ? [] : memory.slots.map((slot, i) => `${memoryNames[i]!.toUpperCase()} = ${vectorText(slot)}`)),
    ...(order.kind === 'goingOn' ? [`ORDER = ${vectorText(order.order)}`] : []),
    `${meaning}\nTRAINING = ${rowsText(training)}`,
    ...(validation.length === 0 ? [] : [`VALIDATION = ${rowsText(validation)}`]),
  ];
}

/** How a language's program asks for what is reported. */
export type Reported = {
  readonly argument: string;
  readonly penalty: string;
  loss(x: string, y: string): string;
  answers(x: string): string;
};

/** `accuracy(answers, targets)` for classes, and `report(…, step)`. */
export function pythonReport({ task, layers, boundary, validation, regularization: { l1, l2 } }: Program, say: Reported): readonly string[] {
  const right = layers.at(-1)!.units === 1
    ? `(answers >= ${numberText(boundary)}) == (targets > ${numberText(boundary)})`
    : 'answers.argmax(axis=1) == targets.argmax(axis=1)';
  const parts = ['TRAINING', ...(validation.length === 0 ? [] : ['VALIDATION'])].flatMap((set) => [
    `${set.toLowerCase()} loss {${say.loss(`${set}_X`, `${set}_Y`)}:.6g}`,
    ...(task === 'regression' ? [] : [`accuracy {accuracy(${say.answers(`${set}_X`)}, ${set}_Y):.1%}`]),
  ]);
  return [
    ...(task === 'regression' ? [] : [`def accuracy(answers, targets):\n    """The share of right answers."""\n    return float((${right}).sum()) / len(targets)`]),
    [
      `def report(${say.argument}, step):`, '    print(', '        f"step {step}: "',
      ...parts.map((part, i) => `        f"${i === 0 ? '' : ', '}${part}"`),
      ...(l1 > 0 || l2 > 0 ? [`        f", penalty {${say.penalty}:.6g}"`] : []),
      '    )',
    ].join('\n'),
  ];
}
