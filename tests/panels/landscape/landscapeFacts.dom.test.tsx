import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { initialExperiment } from '../../../src/config/defaults.ts';
import { initialParametersOf, networkSpecOf } from '../../../src/config/network.ts';
import { createNetwork } from '../../../src/engine/network.ts';
import { LandscapeFacts } from '../../../src/panels/landscape/LandscapeFacts.tsx';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { weightsPlane } from '../../../src/store/landscapePlane.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { createFrame } from '../../store/frames.ts';

const begin = nabla.getState();
const theta = initialParametersOf(initialExperiment);
const plane = weightsPlane(createNetwork(networkSpecOf(initialExperiment)), theta, [0, 1]);

afterEach(() => {
  cleanup();
  clearFrame();
  nabla.setState(begin, true);
});

function show(step: number): void {
  showFrame(createFrame({ run: 1, step, trainLoss: 0.0239, parameters: theta }), { neuronGrid: 0, shownUnits: [], outputGrid: 0, probe: null });
}

describe('figures beside the landscape', () => {
  it('say of which step they are where the run has gone on since', async () => {
    nabla.setState({
      run: 1, experiment: initialExperiment, sharpness: { from: { run: 1, step: 1500, epoch: 7, key: '' }, largest: 4 },
      lossSlice: { window: { a: 0, b: 0, halfA: 3, halfB: 2 }, side: 2, losses: Float64Array.of(0.4, 0.0312, 1, 2), plane, directions: 'weights', run: 1, step: 1200, progress: 1, sample: null },
    });
    act(() => { show(1200); });
    render(<LandscapeFacts />);
    const row = (name: string): string => screen.getByLabelText(name).parentElement!.textContent;
    expect(row('Lowest in this slice')).toBe('Lowest in this slice0.0312');
    act(() => { show(3000); });
    await expect.poll(() => row('Lowest in this slice')).toBe('Lowest in this sliceof step 1\u202f2000.0312');
    expect(row('Sharpness')).toContain('step 1\u202f500');
    expect(row('Edge of stability')).toContain('step 1\u202f500');
    act(() => { show(1200); });
    await expect.poll(() => row('Lowest in this slice')).toBe('Lowest in this slice0.0312');
  });
});
