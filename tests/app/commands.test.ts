import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands } from '../../src/app/commands.ts';
import { presetById } from '../../src/config/presets.ts';
import { trainerConfigOf } from '../../src/config/network.ts';
import { buildData } from '../../src/datasets/index.ts';
import { createTrainer } from '../../src/engine/trainer.ts';
import { startTrace } from '../../src/explain/trace.ts';
import { nabla } from '../../src/store/nabla.ts';
import { initialState } from '../../src/store/slices.ts';

const commands = createCommands(() => { throw new Error('no dialog is asked for'); });
const perform = (id: string): void => { commands.find((command) => command.id === id)!.perform(); };

beforeEach(() => {
  const { experiment } = presetById('workedNetwork');
  const theta = Float64Array.from(experiment.initialization.given ?? []);
  const { trainSet } = buildData(experiment);
  const config = trainerConfigOf(experiment);
  const making = startTrace(config, trainSet, createTrainer(config, trainSet, 1, theta).save(), theta);
  let trace = making.advance();
  while (trace === null) trace = making.advance();
  nabla.setState({ ...initialState, experiment, trace }, true);
});

afterEach(() => { nabla.setState(initialState, true); });

describe('the commands', () => {
  it('have ids, labels and keys of their own', () => {
    for (const each of [commands.map(({ id }) => id), commands.map(({ label }) => label), commands.flatMap(({ keys }) => keys)]) {
      expect(new Set(each).size).toBe(each.length);
    }
  });

  it('walk in the Step view and train elsewhere', () => {
    perform('togglePlay');
    expect(nabla.getState()).toMatchObject({ playing: true, walking: false });
    perform('togglePlay');
    perform('view.step');
    perform('togglePlay');
    expect(nabla.getState()).toMatchObject({ playing: false, walking: true });
    perform('step');
    expect(nabla.getState()).toMatchObject({ position: 3, walking: false });
    perform('stride.phase');
    perform('step');
    expect(nabla.getState()).toMatchObject({ stride: 'phase', position: 12 });
    perform('stepBack');
    expect(nabla.getState().position).toBe(0);
    perform('step');
    perform('backToStart');
    expect(nabla.getState().position).toBe(0);
  });

  it('lead out of presenting first, then out of an explanation', () => {
    nabla.setState({ presenting: true, trail: [{ kind: 'exampleLoss', example: 0 }, { kind: 'learningRate' }] });
    perform('back');
    expect(nabla.getState().trail).toHaveLength(1);
    perform('leave');
    expect(nabla.getState()).toMatchObject({ presenting: false, trail: [{ kind: 'exampleLoss', example: 0 }] });
    perform('leave');
    expect(nabla.getState().trail).toEqual([]);
  });
});
