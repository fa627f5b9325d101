// θ ← θ − η ∇L in NumPy, every derivative written out
/** A program in Python and NumPy alone: forward pass, loss, backpropagation, update and training loop, nothing hidden in a library. */
import type { OutputActivationName } from '../engine/activations.ts';
import { losses } from '../engine/losses.ts';
import { inNumpy, inPython } from './codeFormula.ts';
import { pythonLayers, pythonMiniBatches, pythonNumbers, pythonRandom, pythonRate, pythonRawInputs, pythonReport, pythonSection } from './codePython.ts';
import { activationCode, featureFormulas, lossCode, memorySince, optimizerCode, reductionWords, scaleFormula, usedActivations } from './codeRecords.ts';
import { scheduleCode } from './codeSchedule.ts';
import { dataHeading, settingsOf, trainingHeading, wordsOf } from './codeSettings.ts';
import { listText, settingLines, wrapped } from './codeText.ts';
import type { Program } from './program.ts';

/** The program as the text of a .py file. */
export function numpyProgram(program: Program): string {
  const memory = optimizerCode(program.optimizer).memory.map(({ name }) => name);
  const sections = [
    pythonSection('The settings', [settingLines(settingsOf(program))]),
    pythonSection('Features: what the network is shown of an example', featureCode(program)),
    pythonSection('Activations: a = φ(z), and their slopes ∂a/∂z', activationFunctions(program)),
    pythonSection('The network: z = W a + b, a = φ(z), layer by layer', [shapeCode(program), LAYERS_OF, FORWARD]),
    pythonSection('The loss', lossFunctions(program)),
    pythonSection('The gradient, by the chain rule from the last layer to the first', [gradientCode(program)]),
    pythonSection('The page’s random numbers', pythonRandom(program)),
    pythonSection(trainingHeading(program), [...pythonMiniBatches(program, 'TRAINING_X'), ...pythonRate(program), trainCode(program)]),
    pythonSection('The weights to begin with', [...pythonLayers(program), firstParameters(program)]),
    pythonSection(dataHeading(program), [...pythonNumbers(program, memory), examplesCode(program)]),
    pythonSection('Train, and tell how it goes', [
      ...pythonReport(program, {
        argument: 'theta', penalty: 'penalty(theta)',
        loss: (x, y) => `loss_of(theta, ${x}, ${y})`, answers: (x) => `predict(theta, ${x})`,
      }),
      mainCode(program),
    ]),
  ];
  return `"""${wordsOf(program).join('\n')}

Run it with Python and NumPy: python3 nabla_numpy.py
"""
import math

import numpy as np

np.seterr(over="ignore", invalid="ignore")  # a run that diverges says so itself


${sections.filter((section) => section !== '').join('\n\n')}`;
}

const nameOf = (activation: OutputActivationName): string => (activation === 'softmax' ? 'softmax' : activationCode[activation].name);

function featureCode({ features }: Program): readonly string[] {
  if (features === null) return [];
  const formulas = features.map((name) => featureFormulas[name]);
  return [`def features(x):
    """From raw inputs [example][input] to [example][feature]."""
    ${pythonRawInputs(formulas)}
    return np.column_stack([${formulas.map(inNumpy).join(', ')}])`];
}

function activationFunctions(program: Program): readonly string[] {
  const { values, slopes, helpers, softmax } = usedActivations(program);
  return [
    ...(helpers.includes('normal_distribution') ? [NORMAL] : []),
    ...values.map((name) => `def ${activationCode[name].name}(z):\n    return ${inNumpy(activationCode[name].value)}`),
    ...slopes.map((name) => `def ${activationCode[name].name}_slope(z, a):\n    return ${inNumpy(activationCode[name].slope)}`),
    ...(softmax ? [SOFTMAX] : []),
  ];
}

const NORMAL = `def normal_distribution(z):
    """Φ(z), the area under the bell curve up to z."""
    return 0.5 + 0.5 * np.vectorize(math.erf, otypes=[float])(z / math.sqrt(2))


def normal_density(z):
    """The bell curve itself."""
    return np.exp(-0.5 * z ** 2) / math.sqrt(2 * math.pi)`;

const SOFTMAX = `def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)`;

function shapeCode({ layers, sizes }: Program): string {
  const slopes = layers.slice(0, -1).map(({ activation }) => `${nameOf(activation)}_slope`);
  return [
    `SIZES = ${listText(sizes.split('-').map(Number))}  # the inputs, then the units of each layer`,
    `ACTIVATIONS = ${wrapped(layers.map(({ activation }) => nameOf(activation)))}`,
    ...(slopes.length === 0 ? [] : ['# of the hidden layers', `SLOPES = ${wrapped(slopes)}`]),
  ].join('\n');
}

const LAYERS_OF = `def layers_of(theta):
    """W [unit][input] and b [unit] of each layer: views into θ, so that a change of θ is a change of them."""
    layers, at = [], 0
    for inputs, units in zip(SIZES, SIZES[1:]):
        weights = theta[at:at + units * inputs].reshape(units, inputs)
        at += units * inputs
        layers.append((weights, theta[at:at + units]))
        at += units
    return layers`;

const FORWARD = `def forward(theta, x):
    """z of every layer, and a of every layer with x itself before the first; all [example][unit]."""
    zs, activations = [], [x]
    for (weights, biases), activation in zip(layers_of(theta), ACTIVATIONS):
        z = activations[-1] @ weights.T + biases
        zs.append(z)
        activations.append(activation(z))
    return zs, activations


def predict(theta, x):
    """The network's answers [example][output]."""
    return forward(theta, x)[1][-1]`;

/** What the loss is computed from, and where it is found after a forward pass. */
function readBy({ loss }: Program): { readonly name: string; readonly from: string } {
  return losses[loss.name].reads === 'logits' ? { name: 'z', from: 'zs[-1]' } : { name: 'prediction', from: 'activations[-1]' };
}

function lossFunctions(program: Program): readonly string[] {
  const { loss, layers, regularization } = program;
  const { name, from } = readBy(program);
  const definitions = loss.name === 'softmax_cross_entropy'
    ? SOFTMAX_CROSS_ENTROPY
    : [
      `def loss_terms(${name}, target):\n    """f of each example and output."""\n${lossCode[loss.name].error === true ? '    error = np.abs(prediction - target)\n' : ''}    return ${inNumpy(lossCode[loss.name].value)}`,
      `def loss_slope(${name}, target):\n    """∂f/∂${name === 'z' ? 'z' : 'ŷ'} of each."""\n    return ${inNumpy(lossCode[loss.name].slope)}`,
    ];
  return [
    ...definitions,
    `def scale(examples):\n    """What the sum of all f is multiplied by: the loss is ${reductionWords(loss, layers.at(-1)!.units)}."""\n    return ${inPython(scaleFormula(loss, layers.at(-1)!.units))}`,
    `def loss_of(theta, x, target):\n    """L of these examples${hasPenalty(program) ? ', without penalty' : ''}."""\n    zs, activations = forward(theta, x)\n    return scale(len(x)) * loss_terms(${from}, target).sum()`,
    ...(hasPenalty(program) ? [penaltyCode(regularization)] : []),
  ];
}

const SOFTMAX_CROSS_ENTROPY = [
  `def loss_terms(z, target):
    """−y ln softmax(z) of each example and output."""
    largest = z.max(axis=1, keepdims=True)
    log_sum = largest + np.log(np.exp(z - largest).sum(axis=1, keepdims=True))
    return target * (log_sum - z)`,
  `def loss_slope(z, target):
    """∂f/∂z of each."""
    return softmax(z) * target.sum(axis=1, keepdims=True) - target`,
];

const hasPenalty = ({ regularization: { l1, l2 } }: Program): boolean => l1 > 0 || l2 > 0;

function penaltyCode({ l1, l2, decayBiases }: Program['regularization']): string {
  const terms = [...(l1 > 0 ? ['L1 * np.abs(weights).sum()'] : []), ...(l2 > 0 ? ['0.5 * L2 * (weights ** 2).sum()'] : [])];
  const biasTerm = decayBiases === true && l2 > 0 ? ' + 0.5 * L2 * (biases ** 2).sum()' : '';
  return `def penalty(theta):
    """R, which training lowers along with L; ${biasTerm === '' ? 'biases are left out of it' : 'λ₂ acts on the biases, too'}."""
    return sum(
        ${terms.join(' + ')}${biasTerm}
        for weights, ${biasTerm === '' ? '_' : 'biases'} in layers_of(theta)
    )`;
}

function gradientCode(program: Program): string {
  const { loss, layers, regularization: { l1, l2, clipNorm, decayBiases } } = program;
  const { from } = readBy(program);
  const last = layers.at(-1)!.activation;
  const decays = decayBiases === true && l2 > 0;
  const slope = `scale(len(x)) * loss_slope(${from}, target)`;
  const delta = losses[loss.name].reads === 'logits' || last === 'linear'
    ? [`    delta = ${slope}`]
    : last === 'softmax'
      ? [`    upstream = ${slope}  # ∂L/∂ŷ`, '    delta = activations[-1] * (upstream - (upstream * activations[-1]).sum(axis=1, keepdims=True))']
      : [`    delta = ${slope} * ${nameOf(last)}_slope(zs[-1], activations[-1])`];
  return [
    'def loss_and_gradient(theta, x, target):',
    `    """L of these examples, and ∇${hasPenalty(program) ? '(L + R)' : 'L'} laid out as θ${clipNorm > 0 ? ', no longer than CLIP_NORM' : ''}."""`,
    '    zs, activations = forward(theta, x)',
    `    loss = scale(len(x)) * loss_terms(${from}, target).sum()`,
    '    gradient = np.zeros_like(theta)',
    `    # δ = ∂L/∂z of the output layer${losses[loss.name].reads === 'logits' || last === 'linear' ? '' : ' = ∂L/∂ŷ ∂ŷ/∂z'}`,
    ...delta,
    '    for layer in reversed(range(len(ACTIVATIONS))):',
    '        # ∂L/∂w = δ a, where a is what w was multiplied by; ∂L/∂b = δ; both summed over the examples',
    '        weight_gradient, bias_gradient = layers_of(gradient)[layer]',
    '        weight_gradient[:] = delta.T @ activations[layer]',
    '        bias_gradient[:] = delta.sum(axis=0)',
    ...(layers.length === 1 ? [] : [
      '        if layer > 0:', '            # δ of the layer before: back through W, then through φ',
      '            weights, _ = layers_of(theta)[layer]',
      '            delta = (delta @ weights) * SLOPES[layer - 1](zs[layer - 1], activations[layer])',
    ]),
    ...(hasPenalty(program) ? [
      '    # ∂R/∂w',
      `    for (weights, ${decays ? 'biases' : '_'}), (weight_gradient, ${decays ? 'bias_gradient' : '_'}) in zip(layers_of(theta), layers_of(gradient)):`,
      `        weight_gradient += ${[...(l1 > 0 ? ['L1 * np.sign(weights)'] : []), ...(l2 > 0 ? ['L2 * weights'] : [])].join(' + ')}`,
      ...(decays ? ['        bias_gradient += L2 * biases'] : []),
    ] : []),
    ...(clipNorm > 0 ? ['    norm = np.linalg.norm(gradient)', '    if norm > CLIP_NORM:', '        gradient *= CLIP_NORM / norm'] : []),
    '    return loss, gradient',
  ].join('\n');
}

function trainCode(program: Program): string {
  const { optimizer, schedule, order, step, memory } = program;
  const { memory: slots, lines, momentum } = optimizerCode(optimizer);
  const moved = scheduleCode(program)?.momentum === undefined ? undefined : momentum;
  const since = memorySince(program);
  const update = lines.map((line) => {
    const [, target = '', sign = '', formula = ''] = /^(\w+) (\S+) (.*)$/.exec(line)!;
    const isMemory = slots.some(({ name }) => name === target);
    return `        ${target}${isMemory ? '[:]' : ''} ${sign} ${inNumpy(moved === undefined ? formula : formula.replaceAll(moved, moved.toLowerCase()))}`;
  });
  return [
    'def train(theta, updates):',
    '    """Makes so many updates of θ, in place, and tells how it goes after every epoch."""',
    ...slots.map(({ name, comment }) => `    ${name} = ${memory === null ? 'np.zeros_like(theta)' : `np.array(${name.toUpperCase()}, dtype=float)`}  # ${comment}`),
    ...(order.kind === 'fullBatch' ? [] : ['    batches = mini_batches()']),
    ...(schedule.name === 'constant' ? ['    eta = LEARNING_RATE'] : []),
    `    for step in range(${step > 0 ? 'STEP, STEP + updates' : 'updates'}):`,
    ...(order.kind === 'fullBatch'
      ? ['        loss, gradient = loss_and_gradient(theta, TRAINING_X, TRAINING_Y)']
      : ['        batch = next(batches)', '        loss, gradient = loss_and_gradient(theta, TRAINING_X[batch], TRAINING_Y[batch])']),
    '        if not math.isfinite(loss):',
    '            print(f"Diverged: at step {step} the loss is no longer finite.")',
    '            break',
    ...(schedule.name === 'constant' ? [] : ['        eta = learning_rate(step)']),
    ...(moved === undefined ? [] : [`        ${moved.toLowerCase()} = momentum_at(step)`]),
    ...(/\bk\b/.test(lines.join(' ')) ? [`        k = step + 1${since === 0 ? '' : ` - ${since}`}  # updates since the optimizer’s memory was 0`] : []),
    ...update,
    `        if (step + 1${step > 0 ? ' - STEP' : ''}) % STEPS_PER_EPOCH == 0:`,
    '            report(theta, step + 1)',
    '    return theta',
  ].join('\n');
}

function firstParameters({ start }: Program): string {
  return `def first_parameters():
    """θ = (W₁, b₁, W₂, b₂, …) in one vector."""
    return np.concatenate([np.ravel(part) for layer in ${start.kind === 'given' ? 'LAYERS' : 'draw_layers()'} for part in layer]).astype(float)`;
}

function examplesCode({ features, rawInputs, validation }: Program): string {
  const split = `rows[:, :${rawInputs}]`;
  return `def examples(rows):
    """What the network is shown, and what it should answer."""
    rows = np.array(rows, dtype=float)
    return ${features === null ? split : `features(${split})`}, rows[:, ${rawInputs}:]


TRAINING_X, TRAINING_Y = examples(TRAINING)${validation.length === 0 ? '' : '\nVALIDATION_X, VALIDATION_Y = examples(VALIDATION)'}`;
}

function mainCode({ step }: Program): string {
  return `if __name__ == "__main__":
    theta = first_parameters()
    report(theta, ${step > 0 ? 'STEP' : '0'})
    train(theta, EPOCHS * STEPS_PER_EPOCH)
    print("What the first training example is asked for:", TRAINING_Y[0].tolist())
    print("What the network answers:", predict(theta, TRAINING_X[:1])[0].tolist())`;
}
