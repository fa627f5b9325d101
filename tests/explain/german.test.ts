/** What is said of every quantity and every beat of an update, in German: nothing is left in English, and every number has its comma. */
import { expect, it, vi } from 'vitest';
import { explain } from '../../src/explain/explanation.ts';
import { defaultOptimizer } from '../../src/engine/optimizers.ts';
import { createScript } from '../../src/explain/script.ts';
import { headlineOf } from '../../src/explain/sentence.ts';
import type { Study } from '../../src/explain/study.ts';
import { everyAddress, studyOf, workedStudy } from './studies.ts';
import { everyOptimizer } from './updates.ts';

// The tests' set-up has loaded the words in English.
vi.hoisted(() => { vi.resetModules(); });
vi.mock(import('../../src/words/language.ts'), async (original) => ({ ...(await original()), language: 'de' as const }));

const ENGLISH = /(?<!\p{L})(?:the|of|and|is|are|with|loss|losses|by|to|its|it|up|down|times|weight|weights|sum|mean|gradients|output|input|prediction|neuron|step|steps|this|here|how|penalty|velocity|new|start)(?!\p{L})/u;
const UNFILLED = /\{[a-z]\w*\}|@@|undefined/i;
const POINT = /\d\.\d/;

function spokenOf(study: Study): string[] {
  const script = createScript(study);
  const headlines = Array.from({ length: script.count }, (_, beat) => script.at(beat))
    .flatMap((beat) => (['term', 'layer', 'phase', 'example'] as const).map((completes) => headlineOf(study, beat, { completes })))
    .flatMap(({ prose, spoken }) => [prose, spoken]);
  const explanations = everyAddress(study).map((address) => explain(study, address)).flatMap(({ prose, title, symbol }) => [prose, title, symbol.spoken]);
  return [...headlines, ...explanations];
}

const softmax = {
  network: { inputs: 2, layers: [{ units: 3, activation: 'relu' }, { units: 3, activation: 'softmax' }] },
  loss: { name: 'softmax_cross_entropy', reduction: 'mean', huberDelta: 1 }, learningRate: 0.1,
  schedule: { name: 'constant' }, batchSize: 3,
} as const;

const studies: readonly (readonly [string, () => Study])[] = [
  ['the worked network', () => workedStudy()],
  ['a sum of squares', () => workedStudy({ loss: { name: 'squared', reduction: 'sum', huberDelta: 1 } })],
  ...everyOptimizer.flatMap((name) => [0, 2].map((steps) => [`softmax, a mini-batch, ${name}, after ${steps} steps`, () => (
    studyOf({ ...softmax, optimizer: defaultOptimizer(name), regularization: { l1: 0.01, l2: steps * 0.02, clipNorm: steps === 0 ? 0 : 0.1 } }, { steps, naming: steps === 0 ? 'neurons' : 'layers' }))] as const)),
];

it.each(studies)('%s', (_, study) => {
  const said = spokenOf(study());
  expect(said.length).toBeGreaterThan(100);
  expect([...new Set(said.filter((text) => ENGLISH.test(text) || UNFILLED.test(text.replace(/\$[^$]*\$/g, '')) || POINT.test(text)))]).toEqual([]);
});
