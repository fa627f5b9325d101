// loss.backward(), optimizer.step()
/** A program in PyTorch as its users write it: modules, autograd, torch.optim. */
import type { ActivationName, OutputActivationName } from '../engine/activations.ts';
import { losses, type LossName } from '../engine/losses.ts';
import type { OptimizerSpec } from '../engine/optimizers.ts';
import { inTorch } from './codeFormula.ts';
import { pythonLayers, pythonMiniBatches, pythonNumbers, pythonRandom, pythonRate, pythonRawInputs, pythonReport, pythonSection } from './codePython.ts';
import { featureFormulas, optimizerCode } from './codeRecords.ts';
import { dataHeading, settingsOf, wordsOf } from './codeSettings.ts';
import { numberText, settingLines } from './codeText.ts';
import type { Program } from './program.ts';

/** The program as the text of a .py file. */
export function pytorchProgram(program: Program): string {
  const memory = optimizerCode(program.optimizer).memory.map(({ name }) => name);
  const sections = [
    pythonSection('The settings', [settingLines(settingsOf(program))]),
    pythonSection('Features: what the network is shown of an example', featureCode(program)),
    pythonSection('The network', [networkCode(program), predictCode(program)]),
    pythonSection('The loss', lossFunctions(program)),
    pythonSection('The page’s random numbers', pythonRandom(program)),
    pythonSection('Training', [...pythonMiniBatches(program, 'TRAINING_X'), ...pythonRate(program), ...clipCode(program), optimizerFunction(program), trainCode(program)]),
    pythonSection('The weights to begin with', [...sizesCode(program), ...pythonLayers(program), firstNetwork(program)]),
    pythonSection(dataHeading(program), [...pythonNumbers(program, memory), examplesCode(program)]),
    pythonSection('Train, and tell how it goes', [
      ...pythonReport(program, {
        argument: 'network', penalty: 'penalty(network).item()',
        loss: (x, y) => `data_loss(network, ${x}, ${y}).item()`, answers: (x) => `predict(network, ${x})`,
      }),
      mainCode(program),
    ]),
  ];
  const body = sections.filter((section) => section !== '').join('\n\n');
  const imports = [...(/\bmath\./.test(body) ? ['import math', ''] : []), 'import torch', ...(/\bF\./.test(body) ? ['import torch.nn.functional as F'] : [])];
  return `"""${wordsOf(program).join('\n')}

Run it with Python and PyTorch: python3 nabla_pytorch.py
"""
${imports.join('\n')}

torch.set_default_dtype(torch.float64)  # the page computes in double precision


${body}`;
}

/** φ of what `z` stands for. */
const activationCalls: Readonly<Record<Exclude<OutputActivationName, 'linear'>, (z: string) => string>> & Readonly<Record<ActivationName, (z: string) => string>> = {
  linear: (z) => z,
  sigmoid: (z) => `torch.sigmoid(${z})`,
  tanh: (z) => `torch.tanh(${z})`,
  relu: (z) => `F.relu(${z})`,
  leaky_relu: (z) => `F.leaky_relu(${z}, 0.01)`,
  elu: (z) => `F.elu(${z})`,
  gelu: (z) => `F.gelu(${z})`,
  // Torch's own threshold, 20, is visible in double precision.
  softplus: (z) => `F.softplus(${z}, threshold=40)`,
  swish: (z) => `F.silu(${z})`,
  sin: (z) => `torch.sin(${z})`,
  softmax: (z) => `torch.softmax(${z}, dim=1)`,
};

/** A loss that torch has, with its further arguments, or the terms of one it has not. */
const lossCalls: Readonly<Record<LossName, { readonly call: string; readonly factor?: string; readonly more?: string } | { readonly terms: string }>> = {
  squared: { call: 'F.mse_loss' },
  half_squared: { call: 'F.mse_loss', factor: '0.5 * ' },
  absolute: { call: 'F.l1_loss' },
  huber: { call: 'F.huber_loss', more: ', delta=HUBER_DELTA' },
  binary_cross_entropy: { call: 'F.binary_cross_entropy_with_logits' },
  softmax_cross_entropy: { call: 'F.cross_entropy' },
  hinge: { terms: 'F.relu(1 - target * prediction)' },
  signed_difference: { terms: '(target - prediction)' },
};

type Swing = { readonly low: number; readonly high: number };

/** torch's class, its arguments beside the rate, and what it calls the memory. */
function torchOptimizer(spec: OptimizerSpec, swing: Swing | undefined): { readonly name: string; readonly options: readonly string[]; readonly state: readonly string[]; readonly counts: boolean } {
  // A cycle sets the momentum before every step.
  const momentum = swing === undefined ? 'momentum=MOMENTUM' : 'momentum=HIGHEST_MOMENTUM';
  const betas = swing === undefined ? 'betas=(BETA1, BETA2)' : 'betas=(HIGHEST_MOMENTUM, BETA2)';
  switch (spec.name) {
    case 'sgd': return { name: 'SGD', options: [], state: [], counts: false };
    case 'momentum': return { name: 'SGD', options: [momentum], state: ['momentum_buffer'], counts: false };
    case 'nesterov': {
      // Torch asks for a momentum above 0; at 0 the rule is plain SGD.
      const isPlain = (swing?.high ?? spec.momentum) === 0;
      return { name: 'SGD', options: isPlain ? [momentum] : [momentum, 'nesterov=True'], state: ['momentum_buffer'], counts: false };
    }
    case 'adagrad': return { name: 'Adagrad', options: [...((spec.decay ?? 0) === 0 ? [] : ['lr_decay=RATE_DECAY']), 'eps=EPSILON'], state: ['sum'], counts: true };
    case 'rmsprop': return { name: 'RMSprop', options: ['alpha=ALPHA', 'eps=EPSILON'], state: ['square_avg'], counts: true };
    case 'adam': return { name: 'Adam', options: [betas, 'eps=EPSILON'], state: ['exp_avg', 'exp_avg_sq'], counts: true };
    case 'adamw': return { name: 'AdamW', options: [betas, 'eps=EPSILON', 'weight_decay=WEIGHT_DECAY'], state: ['exp_avg', 'exp_avg_sq'], counts: true };
  }
}

function featureCode({ features }: Program): readonly string[] {
  if (features === null) return [];
  const formulas = features.map((name) => featureFormulas[name]);
  return [`def features(x):
    """From raw inputs [example][input] to [example][feature]."""
    ${pythonRawInputs(formulas)}
    return torch.stack([${formulas.map(inTorch).join(', ')}], dim=1)`];
}

function networkCode({ layers, loss }: Program): string {
  const name = (layer: number): string => (layer === layers.length - 1 ? 'output' : `hidden${layer + 1}`);
  const readsLogits = losses[loss.name].reads === 'logits';
  const input = (layer: number): string => (layer === 0 ? 'x' : `a${layer}`);
  return [
    'class Network(torch.nn.Module):',
    '    def __init__(self):',
    '        super().__init__()',
    ...layers.map(({ inputs, units }, layer) => `        self.${name(layer)} = torch.nn.Linear(${inputs}, ${units})`),
    '',
    '    def forward(self, x):',
    `        """From [example][feature] to ${readsLogits ? 'the weighted sums z of the outputs, which the loss is computed from' : 'the answers ŷ [example][output]'}."""`,
    ...layers.map(({ activation }, layer) => {
      const sum = `self.${name(layer)}(${input(layer)})`;
      if (layer < layers.length - 1) return `        a${layer + 1} = ${activationCalls[activation](sum)}`;
      return `        return ${readsLogits ? sum : activationCalls[activation](sum)}`;
    }),
  ].join('\n');
}

function predictCode({ layers, loss }: Program): string {
  const { activation } = layers.at(-1)!;
  return `@torch.no_grad()
def predict(network, x):
    """The network’s answers [example][output]."""
    return ${losses[loss.name].reads === 'logits' ? activationCalls[activation]('network(x)') : 'network(x)'}`;
}

function lossFunctions({ loss, layers, regularization: { l1, l2, decayBiases } }: Program): readonly string[] {
  const read = losses[loss.name].reads === 'logits' ? 'z' : 'prediction';
  const isMean = loss.reduction !== 'sum' && (loss.reduction === 'mean_all' || layers.at(-1)!.units === 1 || loss.name === 'softmax_cross_entropy');
  const after = isMean || loss.reduction === 'sum' ? '' : ' / len(x)';
  const way = lossCalls[loss.name];
  const value = 'terms' in way
    ? `${way.terms}${isMean ? '.mean()' : '.sum()'}`
    : `${way.factor ?? ''}${way.call}(${read}, target${isMean ? '' : ', reduction="sum"'}${way.more ?? ''})`;
  const terms = [...(l1 > 0 ? ['L1 * layer.weight.abs().sum()'] : []), ...(l2 > 0 ? ['0.5 * L2 * (layer.weight ** 2).sum()'] : [])];
  const decays = decayBiases === true && l2 > 0;
  return [
    `def data_loss(network, x, target):\n    """L of these examples${terms.length > 0 ? ', without penalty' : ''}."""\n    ${read} = network(x)\n    return ${value}${after}`,
    ...(terms.length === 0 ? [] : [
      `def penalty(network):\n    """R, which training lowers along with L; ${decays ? 'λ₂ acts on the biases, too' : 'biases are left out of it'}."""\n    return sum(\n        ${[...terms, ...(decays ? ['0.5 * L2 * (layer.bias ** 2).sum()'] : [])].join(' + ')}\n        for layer in network.children()\n    )`,
    ]),
  ];
}

function clipCode({ regularization: { clipNorm } }: Program): readonly string[] {
  if (clipNorm === 0) return [];
  return [`def clip_gradient(network):
    """Shortens a gradient that is longer than CLIP_NORM (torch’s own function would divide by the length + 1e-6)."""
    norm = torch.sqrt(sum((parameter.grad ** 2).sum() for parameter in network.parameters()))
    if norm > CLIP_NORM:
        for parameter in network.parameters():
            parameter.grad *= CLIP_NORM / norm`];
}

/** The momentum's range, where the schedule moves it. */
function swingOf({ schedule, optimizer }: Program): Swing | undefined {
  return schedule.name === 'one_cycle' && optimizerCode(optimizer).momentum !== undefined ? schedule.momentum : undefined;
}

function optimizerFunction(program: Program): string {
  const { optimizer, memory, schedule } = program;
  const { name, options, state, counts } = torchOptimizer(optimizer, swingOf(program));
  const slots = optimizerCode(optimizer).memory;
  const entries = memory === null ? [] : [
    ...(counts ? [`"step": torch.tensor(${memory.steps}.0)`] : []),
    ...slots.map((slot, i) => `"${state[i]!}": torch.tensor(${slot.name.toUpperCase()}[part], dtype=torch.float64).view_as(parameter)`),
  ];
  const create = `torch.optim.${name}(\n        network.parameters(), lr=LEARNING_RATE${options.map((option) => `, ${option}`).join('')}\n    )`;
  const words = schedule.name === 'constant' ? '' : ' Its rate is set before every step.';
  if (entries.length === 0) return `def make_optimizer(network):\n    """The rule of the update.${words}"""\n    return ${create}`;
  return [
    'def make_optimizer(network):',
    `    """The rule of the update, with the memory it has at this moment.${words}"""`,
    `    optimizer = ${create}`,
    '    at = 0',
    '    for parameter in network.parameters():',
    '        part = slice(at, at + parameter.numel())',
    '        optimizer.state[parameter] = {',
    ...entries.map((entry) => `            ${entry},`),
    '        }',
    '        at = part.stop',
    '    return optimizer',
  ].join('\n');
}

function trainCode(program: Program): string {
  const { optimizer, schedule, order, step, regularization: { l1, l2, clipNorm } } = program;
  const adapts = optimizer.name === 'adam' || optimizer.name === 'adamw';
  const swing = swingOf(program);
  // At a momentum of 0 torch would leave the velocity as it was.
  const momentum = swing?.low === 0 && !adapts ? 'max(momentum_at(step), 1e-12)' : 'momentum_at(step)';
  return [
    'def train(network, updates):',
    '    """Makes so many updates of the network, and tells how it goes after every epoch."""',
    '    optimizer = make_optimizer(network)',
    ...(order.kind === 'fullBatch' ? [] : ['    batches = mini_batches()']),
    `    for step in range(${step > 0 ? 'STEP, STEP + updates' : 'updates'}):`,
    ...(schedule.name === 'constant' ? [] : [
      '        for group in optimizer.param_groups:', '            group["lr"] = learning_rate(step)',
      ...(swing === undefined ? [] : [adapts ? `            group["betas"] = (${momentum}, BETA2)` : `            group["momentum"] = ${momentum}`]),
    ]),
    '        optimizer.zero_grad()',
    ...(order.kind === 'fullBatch'
      ? ['        loss = data_loss(network, TRAINING_X, TRAINING_Y)']
      : ['        batch = next(batches)', '        loss = data_loss(network, TRAINING_X[batch], TRAINING_Y[batch])']),
    '        if not torch.isfinite(loss):',
    '            print(f"Diverged: at step {step} the loss is no longer finite.")',
    '            break',
    l1 > 0 || l2 > 0 ? '        (loss + penalty(network)).backward()' : '        loss.backward()',
    ...(clipNorm > 0 ? ['        clip_gradient(network)'] : []),
    '        optimizer.step()',
    `        if (step + 1${step > 0 ? ' - STEP' : ''}) % STEPS_PER_EPOCH == 0:`,
    '            report(network, step + 1)',
    '    return network',
  ].join('\n');
}

/** The call of torch.nn.init that draws from the same distribution, where it has one. */
function initCall({ start }: Program): string | null {
  if (start.kind === 'given') return null;
  const { weights } = start;
  const gain = 'gain' in weights && weights.gain !== undefined && weights.gain !== 1 ? weights.gain : null;
  switch (weights.kind) {
    case 'xavier': return `xavier_${weights.distribution}_(weight${gain === null ? '' : `, gain=${numberText(gain)}`})`;
    case 'he': return gain === null ? `kaiming_${weights.distribution}_(weight, nonlinearity="relu")` : null;
    case 'lecun': return gain === null ? `kaiming_${weights.distribution}_(weight, nonlinearity="linear")` : null;
    case 'orthogonal': return 'orthogonal_(weight)';
    default: return null;
  }
}

function sizesCode(program: Program): readonly string[] {
  if (program.start.kind === 'given') return [];
  const call = initCall(program);
  return [[
    `SIZES = [${program.sizes.replaceAll('-', ', ')}]  # the inputs, then the units of each layer`,
    ...(call === null ? [] : [`# Drawn as torch.nn.init.${call} would, but with the page’s random numbers.`]),
  ].join('\n')];
}

function firstNetwork({ start }: Program): string {
  return `@torch.no_grad()
def first_network():
    network = Network()
    for layer, (weights, biases) in zip(network.children(), ${start.kind === 'given' ? 'LAYERS' : 'draw_layers()'}):
        layer.weight.copy_(torch.tensor(weights))
        layer.bias.copy_(torch.tensor(biases))
    return network`;
}

function examplesCode({ features, rawInputs, validation }: Program): string {
  const split = `rows[:, :${rawInputs}]`;
  return `def examples(rows):
    """What the network is shown, and what it should answer."""
    rows = torch.tensor(rows, dtype=torch.float64)
    return ${features === null ? split : `features(${split})`}, rows[:, ${rawInputs}:]


TRAINING_X, TRAINING_Y = examples(TRAINING)${validation.length === 0 ? '' : '\nVALIDATION_X, VALIDATION_Y = examples(VALIDATION)'}`;
}

function mainCode({ step }: Program): string {
  return `if __name__ == "__main__":
    network = first_network()
    report(network, ${step > 0 ? 'STEP' : '0'})
    train(network, EPOCHS * STEPS_PER_EPOCH)
    print("What the first training example is asked for:", TRAINING_Y[0].tolist())
    print("What the network answers:", predict(network, TRAINING_X[:1])[0].tolist())`;
}
