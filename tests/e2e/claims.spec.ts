/**
 * What the playground teaches of the learning rate, of initial weights and of the loss: each statement is seen on the page after at
 * most three actions, counted from the page as it opens.
 */
import type { Locator } from '@playwright/test';
import { expect, test, type Playground } from './playground.ts';

type Action =
  | { readonly press: string | RegExp }
  | { readonly tab: string }
  /** The option of a segmented choice or of a list of radio buttons. */
  | { readonly pick: string }
  | { readonly choose: string; readonly option: string }
  | { readonly type: string; readonly into: string }
  /** Of a slider; `after`: when so many steps have been made. */
  | { readonly key: string; readonly on: string; readonly after?: number };

type Sight = {
  readonly role: Parameters<Playground['page']['getByRole']>[0];
  readonly name?: string | RegExp;
  /** What it says; left out: that it is there is enough. */
  readonly text?: RegExp;
  /** What a slider says of where it stands. */
  readonly valueText?: RegExp;
};

type Claim = { readonly claim: string; readonly actions: readonly Action[]; readonly see: readonly Sight[] };

const MOST_ACTIONS = 3;
const status = (name: string, text: RegExp): Sight => ({ role: 'status', name, text });
const verdict = (text: RegExp): Sight => status('Training status', text);
/** A menu that offers all of these, in this order. */
const menu = (name: string, ...options: readonly string[]): Sight => ({ role: 'combobox', name, text: new RegExp(options.map((option) => option.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('.*'), 's') });

const learningRate: readonly Claim[] = [
  {
    claim: 'A step goes against the gradient of a mini-batch, as far as η says', actions: [],
    see: [{ role: 'region', name: 'Learning', text: /θ ← θ − η.*∇L.* of 14 examples/s }],
  },
  {
    claim: 'The step itself is seen, before and after', actions: [{ tab: 'Step' }],
    see: ['value', 'update', 'new value'].map((name) => ({ role: 'button', name })),
  },
  {
    claim: 'Too low crawls, right converges, too high oscillates or diverges', actions: [],
    see: [{ role: 'img', name: /^Loss after 40 epochs at each learning rate.*crawling below .*, converging below .*diverging above/ }],
  },
  {
    claim: 'The moment of divergence is said in words', actions: [{ type: '100', into: 'Learning rate value' }, { press: 'Play' }],
    see: [verdict(/^Diverged.*step \d+/)],
  },
  {
    claim: 'The loss curve bends where η was changed in mid-training',
    actions: [{ press: 'Play' }, { key: 'PageUp', on: 'Learning rate', after: 20 }],
    // From converging at 0.1 to the other side of the edge.
    see: [verdict(/^Diverge/), { role: 'slider', name: 'Playhead', valueText: /epoch .*, step .*: training / }],
  },
  {
    claim: 'Schedules begin large and decrease', actions: [{ choose: 'Schedule', option: 'cosine' }],
    see: [
      menu('Schedule', 'Constant', 'Step decay', 'Exponential', '1/t', 'Cosine', 'Warm-up', 'One cycle'),
      { role: 'img', name: /^η from epoch 0 to .*: 0\.100 now, 1\S* times the rate that is set; / },
    ],
  },
  {
    claim: '0.1, 0.01, 0.001 … are tried and the best is named', actions: [{ press: 'Find a learning rate' }, { press: 'Try 0.1, 0.01, 0.001 …' }],
    see: [{ role: 'region', name: 'The usual rates', text: /η = 0\.1 lowers the loss most/ }],
  },
  {
    claim: 'The range test suggests a rate', actions: [{ press: 'Find a learning rate' }],
    see: [{ role: 'button', name: /^Use η = 0\.\d+/ }],
  },
  {
    claim: 'Rates are compared on the same initial weights, data and batch order', actions: [{ tab: 'Compare' }, { press: 'Run comparison' }],
    see: [
      { role: 'region', name: 'What varies', text: /the same data, the same mini-batches in the same order, and the same initial weights\./ },
      status('Finding', /lowest/), { role: 'button', name: /^η 3: diverged at step \d+/ },
    ],
  },
  {
    claim: 'Optimizers that all take a learning rate', actions: [],
    see: [menu('Optimizer', 'SGD', 'Momentum', 'Nesterov', 'Adagrad', 'RMSProp', 'Adam', 'AdamW')],
  },
  {
    claim: 'The edge of stability, 2/λmax, on the slider’s own scale for full batches', actions: [{ key: 'End', on: 'Batch size' }],
    see: [{ role: 'button', name: 'Edge of stability', text: /^2\/λmax = \d/ }],
  },
];

const initialization: readonly Claim[] = [
  {
    claim: 'Zero weights: what stays stuck depends on the activation', actions: [{ press: 'Layers…' }, { pick: 'Zero, constant' }],
    see: [
      { role: 'row', name: /^tanh all but the output bias stay identical/ },
      { role: 'row', name: /^sigmoid all but the output bias and the output weights .*stay identical/ },
    ],
  },
  {
    claim: 'Equal constants keep neurons identical', actions: [{ press: 'Layers…' }, { pick: 'Zero, constant' }],
    see: [{ role: 'columnheader', name: 'Constant 0.1' }, { role: 'row', name: /^tanh .* none stay identical$/ }],
  },
  {
    claim: 'Identical neurons are marked as such', actions: [{ choose: 'Initialization', option: 'zero' }],
    see: [verdict(/identical/)],
  },
  {
    claim: 'Biases begin at zero', actions: [],
    see: [{ role: 'button', name: 'Initialization settings', text: /biases 0/ }],
  },
  {
    claim: 'Weights are drawn from one of many distributions', actions: [],
    see: [menu('Initialization', 'Xavier uniform', 'Xavier normal', 'He uniform', 'He normal', 'LeCun uniform', 'LeCun normal', 'Orthogonal',
      'Uniform [−0.3, 0.3]', 'Uniform [0, 1]', 'Uniform [−1, 1]', 'Normal N(0, 1)', 'Zero', 'Constant', 'Uniform [a, b]', 'Normal N(μ, σ)')],
  },
  {
    claim: 'The histogram of the draws, and the spread of activations and gradients layer by layer before the first step', actions: [{ press: 'Layers…' }],
    see: [
      { role: 'img', name: /^Histograms of the weights\. Hidden 1: / }, { role: 'img', name: /^Size of the gradients .* Hidden 1: median / },
      { role: 'dialog', name: 'Layers', text: /Before the first step.* The line is the distribution the weights were drawn from\./s },
    ],
  },
  {
    claim: 'Outcomes fan out over many seeds', actions: [{ tab: 'Compare' }, { type: '4', into: 'Seeds' }, { press: 'Run comparison' }],
    see: [{ role: 'region', name: 'What varies', text: /4 draws of initial weights, the same 4 for every value/ }, status('Finding', /lowest/), { role: 'button', name: /, medians of 4 seeds/ }],
  },
];

const loss: readonly Claim[] = [
  {
    claim: 'Loss is no percentage, accuracy is, and both stand there', actions: [],
    see: [status('Training loss', /^\d\.\d+$/), status('Training accuracy', /^[\d.]+\s%$/), status('Validation loss', /^\d\.\d+$/)],
  },
  {
    claim: 'Loss and accuracy can disagree', actions: [{ press: 'Situations' }, { press: /^Loss falls, accuracy falls with it/ }],
    see: [status('Training accuracy', /^75\s%$/)],
  },
  {
    claim: 'Signed differences cancel, and a bad model looks perfect',
    actions: [{ press: 'Loss function…' }, { pick: 'Errors that cancel' }, { press: 'Show a bad model that looks perfect' }],
    see: [{ role: 'row', name: /what is left/, text: /−0\.00381/ }, { role: 'row', name: /nothing cancels/, text: /57\.9/ }],
  },
  {
    claim: 'The losses for values and for classes', actions: [],
    see: [menu('Loss', 'squared error', 'half squared error', 'absolute error', 'Huber', 'binary cross-entropy', 'hinge', 'signed difference')],
  },
  {
    claim: 'Regression and classification choose different ones for a reason', actions: [{ choose: 'Data set', option: 'sine' }, { press: 'Loss function…' }],
    see: [{ role: 'dialog', name: 'Loss function', text: /Not for values.*it reads ŷ as the probability of a class, and a value is none\./s }],
  },
  {
    claim: 'Over-fitting is marked when the gap opens', actions: [{ press: 'Situations' }, { press: /^Over-fitting/ }, { key: 'End', on: 'Speed' }],
    see: [{ role: 'button', name: 'Go to the best step' }, verdict(/^Over-fitting: validation loss is .* above its lowest/)],
  },
  {
    claim: 'The loss falls after a few iterations', actions: [{ press: 'Play' }],
    see: [verdict(/^(Converging|Learning)/)],
  },
  {
    claim: 'A penalty is part of what is minimised, and stands apart from the data loss', actions: [{ choose: 'Regularization', option: 'l2' }],
    see: [status('Penalty', /\d/), status('Data loss and penalty', /\d/)],
  },
];

async function act(playground: Playground, action: Action): Promise<void> {
  const { page } = playground;
  if ('press' in action) await page.getByRole('button', { name: action.press, exact: true }).click();
  else if ('tab' in action) await page.getByRole('tab', { name: action.tab, exact: true }).click();
  else if ('pick' in action) await page.getByRole('radio', { name: action.pick, exact: true }).check({ force: true });
  else if ('choose' in action) await page.getByRole('combobox', { name: action.choose, exact: true }).selectOption(action.option);
  else if ('key' in action) {
    await expect.poll(() => playground.number('Step count')).toBeGreaterThanOrEqual(action.after ?? 0);
    await page.getByRole('slider', { name: action.on, exact: true }).press(action.key);
  } else {
    const field = page.getByRole('textbox', { name: action.into, exact: true });
    await field.fill(action.type);
    await field.press('Enter');
  }
}

const found = ({ page }: Playground, { role, name }: Sight): Locator => page.getByRole(role, name === undefined ? {} : { name, exact: true }).first();

for (const [subject, claims] of Object.entries({ 'the learning rate': learningRate, 'initial weights': initialization, 'the loss': loss })) {
  for (const { claim, actions, see } of claims) {
    // What is there is the same in every browser; others have their own checks.
    test(`${subject}: ${claim}`, { tag: '@chromium' }, async ({ playground }) => {
      expect(actions.length).toBeLessThanOrEqual(MOST_ACTIONS);
      for (const action of actions) await act(playground, action);
      for (const sight of see) {
        await expect(found(playground, sight)).toBeVisible({ timeout: 60_000 });
        if (sight.valueText !== undefined) await expect(found(playground, sight)).toHaveAttribute('aria-valuetext', sight.valueText);
        if (sight.text !== undefined) await expect(found(playground, sight)).toHaveText(sight.text, { timeout: 60_000 });
      }
    });
  }
}
