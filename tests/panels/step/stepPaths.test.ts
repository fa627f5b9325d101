import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../../src/config/defaults.ts';
import type { Experiment } from '../../../src/config/experiment.ts';
import { activationNames } from '../../../src/engine/activations.ts';
import { presetById } from '../../../src/config/presets.ts';
import { layoutPathTree } from '../../../src/explain/pathTree.ts';
import { sumPaths } from '../../../src/explain/paths.ts';
import type { Study } from '../../../src/explain/study.ts';
import { ledgerOrder } from '../../../src/panels/step/StepLedgerRows.ts';
import { detailsOf, nodeDetails, preferredWidth } from '../../../src/panels/step/StepPathsDetail.ts';
import { markedEdges } from '../../../src/panels/step/StepPathsMarked.ts';
import { factorKnownAt, factorMarkup, pathCount, pathKeys, pathSentence, textWidth } from '../../../src/panels/step/StepPathsText.ts';
import { hasSinglePaths, placeTree, treeColumns, wirePath, type PlacedTree } from '../../../src/panels/step/StepPathsTree.ts';
import { stepColumns } from '../../../src/viz/stepColumns.ts';
import { studyOfExperiment } from './stepStudies.ts';

const worked = presetById('workedNetwork').experiment;
const deep: Experiment = { ...defaultExperiment('spiral'), hidden: Array.from({ length: 8 }, () => ({ units: 64, activation: 'tanh' as const })) };
const markups = (study: Study, index: number): string[] => (sumPaths(study, 0, index, 1).paths[0]?.factors ?? []).map((factor) => factorMarkup(factor, study.names));

/** As the panel draws it at 1440 px, for the whole of a small network. */
function wholeTree(study: Study): PlacedTree {
  const order = ledgerOrder(study.network);
  const paths = Array.from(order, (index) => sumPaths(study, 0, index, 1).paths[0]!);
  const columns = stepColumns(study.network, 988);
  const rowY = (row: number): number => 50 + 30 * row;
  return placeTree(layoutPathTree(paths, (path) => path), { rowY, start: 20, xOf: treeColumns(study.network, columns, 80), level: 'middle', merged: false }, (factors) => preferredWidth(factors, study.names, 13));
}

describe('factors as labels', () => {
  it('say what they are worked out from', () => {
    const { study } = studyOfExperiment(worked);
    expect(markups(study, 0)).toEqual(['ŷ−y', '1−ŷ^2', 'w_{311}', '1−f_1^2', 'x_1']);
    expect(markups(study, 8)).toEqual(['ŷ−y', '1−ŷ^2', '1']);
  });
  it('are the derivative itself where that is too long', () => {
    for (const activation of activationNames) {
      const { study } = studyOfExperiment({ ...worked, hidden: [{ units: 2, activation }] });
      const slope = markups(study, 0)[3] ?? '';
      expect(slope, activation).not.toMatch(/[\\{}]|undefined/);
      expect(textWidth(slope, 13), activation).toBeLessThan(90);
    }
    const { study } = studyOfExperiment({ ...worked, hidden: [{ units: 2, activation: 'gelu' }] });
    expect(markups(study, 0)[3]).toBe('∂f_1/∂z_1');
  });
  it('are known as soon as all that they are made of is', () => {
    const { study, script } = studyOfExperiment(worked);
    const [loss, slope, weight] = sumPaths(study, 0, 0, 1).paths[0]!.factors;
    expect(factorKnownAt(weight!, script)).toBe(0);
    expect(factorKnownAt(slope!, script)).toBe(script.positionOf({ kind: 'a', example: 0, layer: 1, unit: 0 }));
    expect(factorKnownAt(loss!, script)).toBe(script.positionOf({ kind: 'a', example: 0, layer: 1, unit: 0 }));
  });
  it('say a path as a person would, count paths and name what they go through', () => {
    const { study } = studyOfExperiment(worked);
    const { factors } = sumPaths(study, 0, 3, 1).paths[0]!;
    expect(pathSentence(factors, study.names)).toBe('Path through neuron 2 and neuron 3');
    expect(pathKeys(factors)).toEqual(['exampleLoss.0', 'a.0.1.0', 'z.0.1.0', 'parameter.7', 'a.0.0.1', 'z.0.0.1', 'input.0.1', 'parameter.3']);
    expect(pathCount(4096)).toBe('4\u202f096');
    expect(pathCount(2.8e14)).toBe('2.8·10¹⁴');
  });
});

describe('the tree of a small network', () => {
  const { study } = studyOfExperiment(worked);
  const tree = wholeTree(study);
  const node = (kind: string, layer = -1, unit = -1) => tree.nodes.find(({ address }) => address.kind === kind && (!('layer' in address) || (address.layer === layer && address.unit === unit)));

  it('has its leaves level with the rows and its quantities in the columns of the network', () => {
    expect(tree.edges.filter(({ isLeaf }) => isLeaf).map(({ from }) => from.y).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map((row) => 50 + 30 * row));
    const [, hidden, output] = stepColumns(study.network, 988);
    expect(node('z', 0, 0)).toMatchObject({ x: hidden!.from - 80, y: 80 });
    expect(node('a', 0, 0)).toMatchObject({ x: hidden!.to - 80, y: 80 });
    expect(node('z', 0, 1)).toMatchObject({ y: 170 });
    // Between the two neurons, as the look has it.
    expect(node('z', 1, 0)).toMatchObject({ x: output!.from - 80, y: 125 });
    expect(node('exampleLoss')).toMatchObject({ y: 125 });
  });
  it('has room for every label in full', () => {
    const detail = detailsOf(tree, study.names, 13);
    for (const edge of tree.edges) expect(detail(edge)).toBe('equation');
    const under = nodeDetails(tree, study, 13);
    for (const each of tree.nodes) if (each.address.kind !== 'exampleLoss') expect(under(each)).toBe('equation');
  });
  it('marks the path of a parameter, the way to the gradient just computed, or the edges into a quantity on the way forward', () => {
    const { script } = studyOfExperiment(worked);
    expect(markedEdges(tree, 0, null, 0).size).toBe(5);
    expect(markedEdges(tree, 'all', null, 0).size).toBe(tree.edges.length);
    const at = (address: Parameters<typeof script.positionOf>[0]) => script.at(script.positionOf(address) - 1);
    expect(markedEdges(tree, null, at({ kind: 'delta', example: 0, layer: 1, unit: 0 }), 0).size).toBe(2);
    expect(markedEdges(tree, null, at({ kind: 'dLda', example: 0, layer: 0, unit: 1 }), 0).size).toBe(3);
    expect(markedEdges(tree, null, at({ kind: 'z', example: 0, layer: 0, unit: 1 }), 0).size).toBe(3);
    expect(markedEdges(tree, null, at({ kind: 'a', example: 0, layer: 0, unit: 1 }), 0).size).toBe(1);
  });
  it('is for networks in which no parameter has two paths', () => {
    const has = (experiment: Experiment): boolean => hasSinglePaths(studyOfExperiment(experiment).study.network);
    expect(has(worked)).toBe(true);
    expect(has(presetById('singleNeuron').experiment)).toBe(true);
    expect(has(presetById('deeperNetwork').experiment)).toBe(false);
    expect(has(presetById('exercise').experiment)).toBe(false);
  });
  it('draws right-angled wires with rounded elbows', () => {
    expect(wirePath({ x: 0, y: 10 }, { x: 100, y: 10 }, 30)).toBe('M0 10H100');
    expect(wirePath({ x: 0, y: 10 }, { x: 100, y: 50 }, 30)).toBe('M0 10H63Q70 10 70 17V43Q70 50 77 50H100');
    expect(wirePath({ x: 0, y: 10 }, { x: 100, y: 14 }, 30)).not.toMatch(/NaN/);
  });
});

describe('the largest paths of a large network', () => {
  const { study } = studyOfExperiment(deep);
  it('share an edge of two factors where columns are narrow, and end level with their first path', () => {
    const sum = sumPaths(study, 0, 3, 5);
    const tree = placeTree(layoutPathTree(sum.paths), { rowY: (row) => 60 + 41 * row, start: 6, xOf: treeColumns(study.network, stepColumns(study.network, 988), 80), level: 'first', merged: true }, (factors) => preferredWidth(factors, study.names, 12));
    expect(tree.nodes.filter(({ address }) => address.kind === 'a' && address.layer < 8)).toEqual([]);
    expect(tree.nodes.filter(({ y }) => y === 60).length).toBeGreaterThan(9);
    expect(tree.edges.some(({ factors }) => factors.length === 2)).toBe(true);
    const factors = new Set(tree.edges.flatMap((edge) => edge.factors));
    for (const path of sum.paths) {
      const last = path.factors.at(-1);
      expect(last !== undefined && [...factors].some((factor) => factor.by === last.by)).toBe(true);
    }
    for (const edge of tree.edges) expect(edge.from.x).toBeLessThan(edge.to.x);
  });
  it('takes less than 8 ms a step', () => {
    const once = (index: number): void => {
      const sum = sumPaths(study, 0, index, 6);
      const tree = placeTree(layoutPathTree(sum.paths), { rowY: (row) => 60 + 41 * row, start: 6, xOf: treeColumns(study.network, stepColumns(study.network, 988), 80), level: 'first', merged: true }, (factors) => preferredWidth(factors, study.names, 12));
      detailsOf(tree, study.names, 12);
    };
    for (let index = 0; index < 30; index += 1) once(index);
    const begin = process.cpuUsage();
    for (let index = 0; index < 20; index += 1) once(index * 5);
    expect(process.cpuUsage(begin).user / 1000 / 20).toBeLessThan(8);
  });
});
