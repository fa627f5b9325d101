// θᵢ ← θᵢ − η ∂L/∂θᵢ in TypeScript, every derivative written out
/** A program in TypeScript that imports nothing: it runs in Node, in Deno and, its types taken away, in a page. */
import type { OutputActivationName } from '../engine/activations.ts';
import { losses } from '../engine/losses.ts';
import { camelCase, inTypeScript } from './codeFormula.ts';
import { activationCode, featureFormulas, lossCode, memorySince, optimizerCode, reductionWords, scaleFormula, usedActivations, type LossCode } from './codeRecords.ts';
import { scheduleCode, typeScriptSchedule } from './codeSchedule.ts';
import { dataHeading, settingsOf, trainingHeading, wordsOf } from './codeSettings.ts';
import { numberText, settingLines, wrapped } from './codeText.ts';
import { typeScriptLayers, typeScriptMiniBatches, typeScriptNumbers, typeScriptRandom } from './codeTypescriptNumbers.ts';
import type { Program } from './program.ts';

/** The program as the text of a .ts file. */
export function typeScriptProgram(program: Program): string {
  const rate = scheduleCode(program);
  const memory = optimizerCode(program.optimizer).memory.map(({ name }) => name);
  const sections = [
    section('The settings', [settingLines(settingsOf(program), { before: 'const ', after: ';', comment: '//' })]),
    section('What the network is shown of an example', [examplesCode(program)]),
    section('Activations: a = φ(z), and their slopes ∂a/∂z', activationFunctions(program)),
    section('The network: z = W a + b, a = φ(z), layer by layer', [shapeCode(program), LAYERS_OF, FORWARD]),
    section('The loss', lossFunctions(program)),
    section('The gradient, by the chain rule from the last layer to the first', [gradientCode(program)]),
    section('The page’s random numbers', typeScriptRandom(program)),
    section(trainingHeading(program), [...typeScriptMiniBatches(program), ...(rate === null ? [] : typeScriptSchedule(rate)), trainCode(program)]),
    section('The weights to begin with', [...typeScriptLayers(program), firstParameters(program)]),
    section(dataHeading(program), typeScriptNumbers(program, memory)),
    section('Train, and tell how it goes', [...reportCode(program), mainCode(program)]),
  ];
  const words = [...wordsOf(program), '', 'Run it with Node 22.18 or newer: node nabla.ts (older ones: npx tsx nabla.ts)'];
  return `/*\n${words.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n\n${sections.filter((text) => text !== '').join('\n')}`;
}

function section(heading: string, definitions: readonly string[]): string {
  return definitions.length === 0 ? '' : `// ${`--- ${heading} `.padEnd(98, '-')}\n\n${definitions.join('\n\n')}\n`;
}

const nameOf = (activation: OutputActivationName): string => (activation === 'softmax' ? 'softmax' : camelCase(activationCode[activation].name));

function examplesCode({ features, rawInputs }: Program): string {
  const formulas = features?.map((name) => inTypeScript(featureFormulas[name])) ?? [];
  const names = Array.from({ length: rawInputs }, (_, input) => `x${input + 1}`);
  const used = names.map((name) => (formulas.some((formula) => new RegExp(`\\b${name}\\b`).test(formula)) ? name : ''));
  // Holes at the end need no comma.
  const read = used.slice(0, used.findLastIndex((name) => name !== '') + 1).join(', ');
  const shown = features === null ? '' : `
/** From the raw inputs of an example to its features. */
function features([${read}]: readonly number[]): number[] {
  return [${formulas.join(', ')}];
}
`;
  const inputs = `row.slice(0, ${rawInputs})`;
  return `/** What the network is shown (x) and what it should answer (y). */
type Example = { readonly x: readonly number[]; readonly y: readonly number[] };
${shown}
function examples(rows: readonly (readonly number[])[]): Example[] {
  return rows.map((row) => ({ x: ${features === null ? inputs : `features(${inputs})`}, y: row.slice(${rawInputs}) }));
}`;
}

function activationFunctions(program: Program): readonly string[] {
  const { values, slopes, helpers, softmax } = usedActivations(program);
  return [
    ...(helpers.includes('normal_distribution') ? [NORMAL] : []),
    ...values.map((name) => `function ${nameOf(name)}(z: number): number {\n  return ${inTypeScript(activationCode[name].value)};\n}`),
    ...slopes.map((name) => {
      const slope = inTypeScript(activationCode[name].slope);
      // Parameters are called by what they are; one that is not used has an underscore.
      const [z, a] = [/\bz\b/.test(slope) ? 'z' : '_z', /\ba\b/.test(slope) ? 'a' : '_a'];
      return `function ${nameOf(name)}Slope(${z}: number, ${a}: number): number {\n  return ${slope};\n}`;
    }),
    ...(softmax ? [SOFTMAX] : []),
  ];
}

const NORMAL = `/** The bell curve. */
function normalDensity(z: number): number {
  return Math.exp(-0.5 * z ** 2) / Math.sqrt(2 * Math.PI);
}

/** Φ(z), the area under it up to z: a series in the middle, a continued fraction outside. */
function normalDistribution(z: number): number {
  if (z > 3) return 1 - normalDistribution(-z);
  if (z < -3) {
    let fraction = -z;
    for (let k = 160; k >= 1; k--) fraction = -z + k / fraction;
    return normalDensity(z) / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-18; k += 2) {
    term *= z ** 2 / k;
    sum += term;
  }
  return 0.5 + normalDensity(z) * sum;
}`;

const SOFTMAX = `function softmax(z: readonly number[]): number[] {
  const largest = Math.max(...z);
  const powers = z.map((value) => Math.exp(value - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}`;

function shapeCode({ layers, sizes }: Program): string {
  const activations = layers.map(({ activation }) => (activation === 'softmax' ? 'softmax' : `(z) => z.map(${nameOf(activation)})`));
  const slopes = layers.slice(0, -1).map(({ activation }) => `${nameOf(activation)}Slope`);
  return [
    `const SIZES = [${sizes.replaceAll('-', ', ')}]; // the inputs, then the units of each layer`,
    'const ACTIVATIONS: ((z: number[]) => number[])[] = [', ...activations.map((activation) => `  ${activation},`), '];',
    ...(slopes.length === 0 ? [] : ['// of the hidden layers', `const SLOPES = ${wrapped(slopes, { step: '  ' })};`]),
  ].join('\n');
}

const LAYERS_OF = `/** W [unit][input] and b [unit]. */
type Layer = { readonly weights: readonly Float64Array[]; readonly biases: Float64Array };

/** The layers as views into θ = (W₁, b₁, W₂, b₂, …), so that a change of θ is a change of them. */
function layersOf(theta: Float64Array): Layer[] {
  let at = 0;
  const take = (count: number): Float64Array => theta.subarray(at, (at += count));
  return SIZES.slice(1).map((units, layer) => ({
    weights: Array.from({ length: units }, () => take(SIZES[layer])),
    biases: take(units),
  }));
}`;

const FORWARD = `/** z of every layer, and a of every layer with x itself before the first, of one example. */
type Pass = { readonly zs: number[][]; readonly activations: (readonly number[])[] };

function forward(layers: readonly Layer[], x: readonly number[]): Pass {
  const zs: number[][] = [];
  const activations = [x];
  layers.forEach(({ weights, biases }, l) => {
    const before = activations[l];
    const z = weights.map((row, unit) => (
      row.reduce((sum, weight, input) => sum + weight * before[input], biases[unit])
    ));
    zs.push(z);
    activations.push(ACTIVATIONS[l](z));
  });
  return { zs, activations };
}

/** The network's answers to one example. */
function predict(theta: Float64Array, x: readonly number[]): readonly number[] {
  return forward(layersOf(theta), x).activations[SIZES.length - 1];
}`;

/** What the loss is computed from, and where it is found after a forward pass. */
function readBy({ loss }: Program): { readonly name: string; readonly from: string } {
  return losses[loss.name].reads === 'logits' ? { name: 'z', from: 'zs[SIZES.length - 2]' } : { name: 'prediction', from: 'activations[SIZES.length - 1]' };
}

const hasPenalty = ({ regularization: { l1, l2 } }: Program): boolean => l1 > 0 || l2 > 0;

/** Each takes all outputs of an example; where they do not depend on one another, the formula of one is mapped over them. */
function lossFunctions(program: Program): readonly string[] {
  const { loss, layers, regularization } = program;
  const { name, from } = readBy(program);
  const words = `What the sum of all f is multiplied by: the loss is ${reductionWords(loss, layers.at(-1)!.units)}.`;
  const formula = inTypeScript(scaleFormula(loss, layers.at(-1)!.units));
  return [
    ...(loss.name === 'softmax_cross_entropy' ? SOFTMAX_CROSS_ENTROPY : elementwiseLoss(name, lossCode[loss.name])),
    `/** ${words} */\nfunction scale(${formula.includes('examples') ? 'examples' : '_examples'}: number): number {\n  return ${formula};\n}`,
    `/** L of these examples${hasPenalty(program) ? ', without penalty' : ''}. */
function lossOf(theta: Float64Array, examples: readonly Example[]): number {
  const layers = layersOf(theta);
  let sum = 0;
  for (const { x, y } of examples) {
    const { ${from.startsWith('zs') ? 'zs' : 'activations'} } = forward(layers, x);
    sum += lossTerm(${from}, y);
  }
  return scale(examples.length) * sum;
}`,
    ...(hasPenalty(program) ? [penaltyCode(regularization)] : []),
  ];
}

function elementwiseLoss(name: string, { value, slope, error = false }: LossCode): readonly string[] {
  // In the formulas the two are single numbers, in the functions those of all outputs.
  const one = (formula: string): string => inTypeScript(formula).replace(/\b(prediction|target|z)\b(?!\()/g, (word) => (word === 'target' ? 't' : word === 'z' ? 'zk' : 'p'));
  const letter = name === 'z' ? 'zk' : 'p';
  const isFixed = !one(slope).includes(letter);
  return [
    `/** Σf over the outputs of one example. */\nfunction lossTerm(${name === 'z' ? 'z' : 'prediction'}: readonly number[], target: readonly number[]): number {\n  return target.reduce((sum, t, k) => {\n    const ${letter} = ${name}[k];\n${error ? '    const error = Math.abs(p - t);\n' : ''}    return sum + (${one(value)});\n  }, 0);\n}`,
    `/** ∂f/∂${name === 'z' ? 'z' : 'ŷ'} of each output. */\nfunction lossSlope(${name}: readonly number[], ${isFixed ? '_target' : 'target'}: readonly number[]): number[] {\n  return ${name}.map(${isFixed ? `() => ${one(slope)}` : `(${letter}, k) => {\n    const t = target[k];\n    return ${one(slope)};\n  }`});\n}`,
  ];
}

const SOFTMAX_CROSS_ENTROPY = [
  `/** −Σ y ln softmax(z) of one example. */
function lossTerm(z: readonly number[], target: readonly number[]): number {
  const largest = Math.max(...z);
  const logSum = largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  return target.reduce((sum, t, k) => sum + t * (logSum - z[k]), 0);
}`,
  `/** ∂f/∂z of each output. */
function lossSlope(z: readonly number[], target: readonly number[]): number[] {
  const total = target.reduce((sum, t) => sum + t, 0);
  return softmax(z).map((share, k) => share * total - target[k]);
}`,
];

function penaltyCode({ l1, l2, decayBiases }: Program['regularization']): string {
  const terms = [...(l1 > 0 ? ['L1 * Math.abs(w)'] : []), ...(l2 > 0 ? ['0.5 * L2 * w ** 2'] : [])].join(' + ');
  const decays = decayBiases === true && l2 > 0;
  return [
    `/** R, which training lowers along with L; ${decays ? 'λ₂ acts on the biases, too' : 'biases are left out of it'}. */`,
    'function penalty(theta: Float64Array): number {',
    '  let sum = 0;',
    `  for (const { weights${decays ? ', biases' : ''} } of layersOf(theta)) {`,
    `    for (const row of weights) for (const w of row) sum += ${terms};`,
    ...(decays ? ['    for (const b of biases) sum += 0.5 * L2 * b ** 2;'] : []),
    '  }', '  return sum;', '}',
  ].join('\n');
}

function gradientCode(program: Program): string {
  const { loss, layers, regularization: { l1, l2, clipNorm, decayBiases } } = program;
  const { from } = readBy(program);
  const last = layers.at(-1)!.activation;
  const slope = `lossSlope(${from}, y)`;
  const [delta, uses] = losses[loss.name].reads === 'logits' || last === 'linear'
    ? [[`    let delta = ${slope}.map((value) => scale(examples.length) * value);`], loss.name]
    : last === 'softmax'
      ? [[
        '    const answer = activations[SIZES.length - 1];', '    const upstream = // ∂L/∂ŷ', `      ${slope}.map((value) => scale(examples.length) * value);`,
        '    const dot = upstream.reduce((sum, value, k) => sum + value * answer[k], 0);', '    let delta = answer.map((share, k) => share * (upstream[k] - dot));',
      ], 'a']
      : [[
        '    const [z, answer] = [zs[SIZES.length - 2], activations[SIZES.length - 1]];',
        `    let delta = ${slope}.map((value, k) => (`, `      scale(examples.length) * value * ${nameOf(last)}Slope(z[k], answer[k])`, '    ));',
      ], 'za'];
  const usesZs = from.startsWith('zs') || uses === 'za' || layers.length > 1;
  const terms = [...(l1 > 0 ? ['L1 * Math.sign(w)'] : []), ...(l2 > 0 ? ['L2 * w'] : [])].join(' + ');
  return [
    `/** L of these examples, and ∇${hasPenalty(program) ? '(L + R)' : 'L'} laid out as θ${clipNorm > 0 ? ', no longer than CLIP_NORM' : ''}. */`,
    'type LossAndGradient = { readonly loss: number; readonly gradient: Float64Array };', '',
    'function lossAndGradient(theta: Float64Array, examples: readonly Example[]): LossAndGradient {',
    '  const layers = layersOf(theta);',
    '  const gradient = new Float64Array(theta.length);',
    '  const gradients = layersOf(gradient);',
    '  let sum = 0;',
    '  for (const { x, y } of examples) {',
    `    const { ${usesZs ? 'zs, ' : ''}activations } = forward(layers, x);`,
    `    sum += lossTerm(${from}, y);`,
    `    // δ = ∂L/∂z of the output layer${losses[loss.name].reads === 'logits' || last === 'linear' ? '' : ' = ∂L/∂ŷ ∂ŷ/∂z'}`,
    ...delta,
    '    for (let l = layers.length - 1; l >= 0; l--) {',
    '      const before = activations[l];',
    '      // ∂L/∂b = δ;  ∂L/∂w = δ a, where a is what w was multiplied by',
    '      delta.forEach((d, unit) => {',
    '        gradients[l].biases[unit] += d;',
    '        before.forEach((a, input) => {',
    '          gradients[l].weights[unit][input] += d * a;',
    '        });',
    '      });',
    ...(layers.length === 1 ? [] : [
      '      if (l > 0) {',
      '        // δ of the layer before: back through W, then through φ',
      '        const behind = delta;',
      '        const { weights } = layers[l];',
      '        delta = before.map((a, input) => {',
      '          const upstream = behind.reduce((total, d, unit) => total + weights[unit][input] * d, 0);',
      '          return upstream * SLOPES[l - 1](zs[l - 1][input], a);',
      '        });',
      '      }',
    ]),
    '    }',
    '  }',
    ...(hasPenalty(program) ? [
      '  // ∂R/∂w', '  layers.forEach(({ weights, biases }, l) => {', '    weights.forEach((row, unit) => row.forEach((w, input) => {',
      `      gradients[l].weights[unit][input] += ${terms};`, '    }));',
      ...(decayBiases === true && l2 > 0 ? ['    biases.forEach((b, unit) => {', '      gradients[l].biases[unit] += L2 * b;', '    });'] : []),
      '  });',
    ].map((line) => (decayBiases === true && l2 > 0 ? line : line.replace('{ weights, biases }', '{ weights }'))) : []),
    ...(clipNorm > 0 ? [
      '  const norm = Math.sqrt(gradient.reduce((total, value) => total + value ** 2, 0));', '  if (norm > CLIP_NORM) gradient.forEach((value, i) => {', '    gradient[i] = (value * CLIP_NORM) / norm;', '  });',
    ] : []),
    '  return { loss: scale(examples.length) * sum, gradient };',
    '}',
  ].join('\n');
}

function trainCode(program: Program): string {
  const { optimizer, schedule, order, step, memory } = program;
  const { memory: slots, lines, momentum } = optimizerCode(optimizer);
  const moved = scheduleCode(program)?.momentum === undefined ? undefined : momentum;
  const since = memorySince(program);
  const vectors = ['theta', 'gradient', ...slots.map(({ name }) => name)];
  const entries = (code: string): string => code.replace(/\b[a-z]\w*\b/g, (word) => (vectors.includes(word) ? `${word}[i]` : word));
  const update = lines.map((line) => {
    const [, target = '', sign = '', formula = ''] = /^(\w+) (\S+) (.*)$/.exec(line)!;
    const said = entries(inTypeScript(moved === undefined ? formula : formula.replaceAll(moved, moved.toLowerCase())));
    return vectors.includes(target) ? `      ${target}[i] ${sign} ${said};` : `      const ${camelCase(target)} ${sign} ${said};`;
  });
  return [
    '/** Makes so many updates of θ, in place, and tells how it goes after every epoch. */',
    'function train(theta: Float64Array, updates: number): Float64Array {',
    ...slots.map(({ name, comment }) => `  const ${name} = ${memory === null ? 'new Float64Array(theta.length)' : `Float64Array.from(${name.toUpperCase()})`}; // ${comment}`),
    ...(order.kind === 'fullBatch' ? [] : ['  const batches = miniBatches();']),
    ...(schedule.name === 'constant' ? ['  const eta = LEARNING_RATE;'] : []),
    step > 0 ? '  for (let step = STEP; step < STEP + updates; step++) {' : '  for (let step = 0; step < updates; step++) {',
    `    const { loss, gradient } = lossAndGradient(theta, ${order.kind === 'fullBatch' ? 'TRAINING' : 'batches.next().value'});`,
    '    if (!Number.isFinite(loss)) {',
    '      console.log(`Diverged: at step ${step} the loss is no longer finite.`);',
    '      break;',
    '    }',
    ...(schedule.name === 'constant' ? [] : ['    const eta = learningRate(step);']),
    ...(moved === undefined ? [] : [`    const ${moved.toLowerCase()} = momentumAt(step);`]),
    ...(/\bk\b/.test(lines.join(' ')) ? [`    const k = step + 1${since === 0 ? '' : ` - ${since}`}; // updates since the optimizer’s memory was 0`] : []),
    '    for (let i = 0; i < theta.length; i++) {',
    ...update,
    '    }',
    `    if ((step + 1${step > 0 ? ' - STEP' : ''}) % STEPS_PER_EPOCH === 0) report(theta, step + 1);`,
    '  }',
    '  return theta;',
    '}',
  ].join('\n');
}

function firstParameters({ start }: Program): string {
  return `/** θ = (W₁, b₁, W₂, b₂, …) in one vector. */
function firstParameters(): Float64Array {
  return Float64Array.from(${start.kind === 'given' ? 'LAYERS' : 'drawLayers()'}.flatMap(({ weights, biases }) => [...weights.flat(), ...biases]));
}`;
}

function reportCode({ task, layers, boundary, validation, regularization: { l1, l2 } }: Program): readonly string[] {
  const several = layers.at(-1)!.units > 1;
  const right = several
    ? 'const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));\n  const right = examples.filter(({ x, y }) => largest(predict(theta, x)) === largest(y));'
    : `const right = examples.filter(({ x, y }) => predict(theta, x)[0] >= ${numberText(boundary)} === y[0] > ${numberText(boundary)});`;
  const parts = ['TRAINING', ...(validation.length === 0 ? [] : ['VALIDATION'])].flatMap((set) => [
    `${set.toLowerCase()} loss \${lossOf(theta, ${set}).toPrecision(6)}`,
    ...(task === 'regression' ? [] : [`accuracy \${(100 * accuracy(theta, ${set})).toFixed(1)}%`]),
  ]);
  if (l1 > 0 || l2 > 0) parts.push('penalty ${penalty(theta).toPrecision(6)}');
  return [
    ...(task === 'regression' ? [] : [
      `/** The share of right answers. */\nfunction accuracy(theta: Float64Array, examples: readonly Example[]): number {\n  ${right}\n  return right.length / examples.length;\n}`,
    ]),
    `function report(theta: Float64Array, step: number): void {\n  console.log([\n    \`step \${step}: ${parts[0]!}\`,\n${parts.slice(1).map((part) => `    \`${part}\`,\n`).join('')}  ].join(', '));\n}`,
  ];
}

function mainCode({ step }: Program): string {
  return `const theta = firstParameters();
report(theta, ${step > 0 ? 'STEP' : '0'});
train(theta, EPOCHS * STEPS_PER_EPOCH);
console.log('What the first training example is asked for:', TRAINING[0].y);
console.log('What the network answers:', predict(theta, TRAINING[0].x));`;
}
