import { describe, expect, it } from 'vitest';
import { createNetwork } from '../../src/engine/network.ts';
import { createWorkspace, loadExamples } from '../../src/engine/workspace.ts';

const network = createNetwork({ inputs: 2, layers: [{ units: 3, activation: 'tanh' }, { units: 1, activation: 'linear' }] });
const set = { count: 4, inputs: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), targets: Float64Array.of(10, 20, 30, 40) };

describe('a workspace', () => {
  it('has a row for every unit', () => {
    const workspace = createWorkspace(network, 5);
    expect(workspace.inputs.length).toBe(10);
    expect(workspace.z.map((rows) => rows.length)).toEqual([15, 5]);
    expect(workspace.targets.length).toBe(5);
  });

  it('takes examples in a row or by an order, as columns', () => {
    const workspace = createWorkspace(network, 3);
    loadExamples(workspace, set, 1, 2);
    expect([...workspace.inputs]).toEqual([3, 5, 0, 4, 6, 0]);
    expect([...workspace.targets]).toEqual([20, 30, 0]);
    loadExamples(workspace, set, 1, 3, Uint32Array.of(2, 3, 0, 1));
    expect([...workspace.inputs]).toEqual([7, 1, 3, 8, 2, 4]);
    expect([...workspace.targets]).toEqual([40, 10, 20]);
  });

  it('must have room for an example', () => {
    expect(() => createWorkspace(network, 0)).toThrow('not 0');
    expect(() => createWorkspace(network, 2.5)).toThrow('not 2.5');
  });

  it('keeps ∂L/∂a as well when asked to', () => {
    expect(createWorkspace(network, 5).upstream).toBeNull();
    expect(createWorkspace(network, 5, { upstream: true }).upstream?.map((rows) => rows.length)).toEqual([10, 15, 5]);
  });
});
