import { describe, expect, it } from 'vitest';
import { defaultExperiment } from '../../src/config/defaults.ts';
import { initialParametersOf, networkSpecOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { pointOfSlice, rangesOfSlice, type Slice } from '../../src/datasets/slice.ts';
import { forward } from '../../src/engine/forward.ts';
import { createNetwork } from '../../src/engine/network.ts';
import { createWorkspace } from '../../src/engine/workspace.ts';
import { SessionHarness, wantNothing } from './sessionHarness.ts';

const experiment = defaultExperiment('wine');
const data = buildData(experiment);

/** The first output at a cell's centre of a picture of `side` × `side` cells, by a pass of its own. */
function answerAt(slice: Slice, side: number, row: number, column: number): number {
  const [[left, right], [bottom, top]] = rangesOfSlice(slice, data.domain);
  const network = createNetwork(networkSpecOf(experiment));
  const workspace = createWorkspace(network, 1);
  const point = pointOfSlice(slice, left + ((column + 0.5) / side) * (right - left), top - ((row + 0.5) / side) * (top - bottom));
  workspace.inputs.set(point);
  forward(network, initialParametersOf(experiment), workspace, 1);
  return workspace.a.at(-1)![0]!;
}

describe('pictures of a network with 13 inputs', () => {
  it('are the slice of the data until another is asked for, and then at once that', () => {
    const harness = new SessionHarness();
    harness.open(experiment);
    const other: Slice = { axes: [2, 9], held: data.slice!.held.map((value, input) => (input === 4 ? 1.5 : value)) };
    const principal: Slice = { ...data.slice!, components: data.components! };
    for (const slice of [null, other, principal, null]) {
      harness.send({ type: 'pull', want: { ...wantNothing, outputGrid: 12, ...(slice === null ? {} : { slice }) }, spent: [] });
      harness.settle();
      const { outputPicture, outputGrid } = harness.last('framed').frame;
      expect(outputGrid).toBe(12);
      for (const [row, column] of [[0, 0], [3, 8], [11, 11]] as const) {
        expect(outputPicture[row * 12 + column]).toBeCloseTo(answerAt(slice ?? data.slice!, 12, row, column), 5);
      }
    }
  });
});
