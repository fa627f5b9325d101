import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
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

const WANTS = { neuronGrid: 0, outputGrid: 0, shownUnits: [], probe: null };

describe('a diverged run', () => {
  it('shows no share of right answers', () => {
    nabla.setState({ booted: true, status: 'diverged' });
    showFrame(createFrame({ status: 'diverged', step: 40, trainAccuracy: 0.5, validationAccuracy: 0.4 }), WANTS);
    render(<Transport />);
    expect(screen.getByRole('status', { name: 'Training accuracy' }).textContent).toBe('diverged');
    expect(screen.getByRole('status', { name: 'Validation accuracy' }).textContent).toBe('');
  });

  it('leads who presses Play to the ways out, and who takes one back to Play', () => {
    nabla.setState({ booted: true, status: 'diverged', divergence: { step: 40, epoch: 4, learningRate: 30 } });
    showFrame(createFrame({ status: 'diverged', step: 40 }), WANTS);
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

describe('what is heard of the run', () => {
  it('is that it trains, where it is paused, and once where steps have led; of frames alone nothing', () => {
    vi.useFakeTimers();
    nabla.setState({ booted: true, run: 1 });
    const at = (step: number) => showFrame(createFrame({ run: 1, status: 'paused', epoch: 2, step, trainLoss: 0.25 }), WANTS);
    const { container } = render(<Transport />);
    const heard = (): string => {
      vi.advanceTimersByTime(600);
      return container.querySelector('[aria-live="polite"]')?.textContent ?? '';
    };
    at(0);
    expect(heard()).toBe('');
    act(() => { nabla.setState({ playing: true }); });
    expect(heard()).toBe('Training.');
    at(20);
    expect(heard()).toBe('Training.');
    act(() => { nabla.setState({ playing: false }); });
    at(24);
    expect(heard()).toBe('Paused at epoch 2, step 24: training loss 0.250.');
    at(24);
    at(25);
    expect(container.textContent).toContain('step 24:');
    at(26);
    expect(heard()).toBe('Epoch 2, step 26: training loss 0.250.');
    // A new run is told of by its notice; where it stops by itself, here.
    showFrame(createFrame({ run: 2, status: 'paused', step: 0 }), WANTS);
    expect(heard()).toBe('Epoch 2, step 26: training loss 0.250.');
    act(() => { nabla.setState({ run: 3, playing: true }); });
    showFrame(createFrame({ run: 3, status: 'training', step: 5 }), WANTS);
    act(() => { nabla.setState({ playing: false }); });
    showFrame(createFrame({ run: 3, status: 'paused', epoch: 1, step: 14, trainLoss: 0.5 }), WANTS);
    expect(heard()).toBe('Paused at epoch 1, step 14: training loss 0.500.');
    nabla.setState({ divergence: { step: 40, epoch: 4, learningRate: 30 } });
    showFrame(createFrame({ run: 3, status: 'diverged', step: 40 }), WANTS);
    expect(heard()).toBe('');
    vi.useRealTimers();
  });
});
