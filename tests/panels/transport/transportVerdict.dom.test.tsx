import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Transport } from '../../../src/panels/transport/Transport.tsx';
import { TransportVerdict } from '../../../src/panels/transport/TransportVerdict.tsx';
import { clearFrame, showFrame } from '../../../src/store/frameStore.ts';
import { nabla } from '../../../src/store/nabla.ts';
import { initialState } from '../../../src/store/slices.ts';
import { createFrame } from '../../store/frames.ts';

afterEach(() => {
  cleanup();
  clearFrame();
  nabla.setState(initialState, true);
});

describe('a diverged run', () => {
  it('leads who presses Play to the ways out, and who takes one back to Play', () => {
    nabla.setState({ booted: true, status: 'diverged', divergence: { step: 40, epoch: 4, learningRate: 30 } });
    showFrame(createFrame({ status: 'diverged', step: 40 }), { neuronGrid: 0, outputGrid: 0, shownUnits: [], probe: null });
    render(<><Transport /><TransportVerdict /></>);
    fireEvent.click(screen.getByRole('button', { name: 'Play' }));
    expect(nabla.getState().notice?.text).toBe('This run has diverged: go back to before, or start again with a smaller η.');
    const way = screen.getByRole('button', { name: 'Go back to before' });
    expect(document.activeElement).toBe(way);
    act(() => { way.click(); });
    expect(screen.queryByRole('button', { name: 'Go back to before' })).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Play' }));
  });
});
