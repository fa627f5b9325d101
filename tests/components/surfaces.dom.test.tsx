import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Canvas } from '../../src/components/Canvas.tsx';
import { ErrorBoundary } from '../../src/components/ErrorBoundary.tsx';
import { MathText } from '../../src/components/MathText.tsx';
import { Notice } from '../../src/components/Notice.tsx';
import { Output } from '../../src/components/Output.tsx';
import { Popover } from '../../src/components/Popover.tsx';
import { Sheet } from '../../src/components/Sheet.tsx';
import { loadKatex, Tex } from '../../src/components/Tex.tsx';
import { getPalette, usePalette } from '../../src/components/usePalette.ts';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe('Tex', () => {
  it('keeps room until KaTeX has come, then sets the formula with MathML', async () => {
    const { container } = render(<Tex tex="\htmlClass{grad}{\eta} = 0.1" />);
    expect(container.querySelector('.tex')).not.toBeNull();
    await loadKatex();
    await waitFor(() => expect(container.querySelector('math')).not.toBeNull());
    expect(container.querySelector('.grad')?.textContent).toBe('η');
  });
  it('shows broken TeX instead of failing, and trusts no links', async () => {
    await loadKatex();
    const { container } = render(<><Tex tex="\frac{" /><Tex tex="\href{javascript:alert(1)}{x}" /></>);
    expect(container.querySelector('.katex-error')).not.toBeNull();
    expect(container.querySelector('a')).toBeNull();
  });
});

describe('MathText', () => {
  it('is text with indices', () => {
    const { container } = render(<MathText>x_1</MathText>);
    expect(container.textContent).toBe('x1');
    expect(container.querySelector('i')?.textContent).toBe('x');
    expect(container.querySelector('sub')?.textContent).toBe('1');
  });
});

describe('Output', () => {
  it('is named and does not announce every change', () => {
    render(<Output name="Training loss">0.0827</Output>);
    const output = screen.getByLabelText('Training loss');
    expect(output.tagName).toBe('OUTPUT');
    expect(output.getAttribute('aria-live')).toBe('off');
  });
});

describe('ErrorBoundary', () => {
  it('keeps the rest of the page and can try again', () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    let broken = true;
    const Part = () => {
      if (broken) throw new Error('no grid');
      return <p>fine</p>;
    };
    render(<><ErrorBoundary name="The network"><Part /></ErrorBoundary><p>the rest</p></>);
    expect(screen.getByRole('alert').textContent).toContain('The network could not be shown: no grid');
    expect(screen.getByText('the rest')).toBeDefined();
    broken = false;
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(screen.getByText('fine')).toBeDefined();
  });
});

describe('Notice', () => {
  it('alerts, offers what can be done, and can be put away', () => {
    const [back, dismiss] = [vi.fn<() => void>(), vi.fn<() => void>()];
    render(<Notice tone="warning" text="Diverged at step 41." actions={[{ label: 'Go back to before', onClick: back }]} onDismiss={dismiss} />);
    expect(screen.getByRole('alert').textContent).toContain('Diverged at step 41.');
    fireEvent.click(screen.getByRole('button', { name: 'Go back to before' }));
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(back).toHaveBeenCalledOnce();
    expect(dismiss).toHaveBeenCalledOnce();
  });
});

describe('Popover', () => {
  it('has a native trigger that names what it opens, and renders it only while open', () => {
    const { container } = render(<Popover label="Regularization" trigger="none">{(close) => <button type="button" onClick={close}>done</button>}</Popover>);
    const trigger = screen.getByRole('button', { name: 'Regularization' });
    const panel = container.querySelector('[popover]');
    expect(trigger.getAttribute('popovertarget')).toBe(panel?.id);
    expect(screen.queryByText('done')).toBeNull();
    const toggle = (newState: string) => act(() => void panel?.dispatchEvent(Object.assign(new Event('toggle'), { newState })));
    toggle('open');
    expect(trigger.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByText('done')).toBeDefined();
    toggle('closed');
    expect(trigger.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByText('done')).toBeNull();
  });
});

describe('Sheet', () => {
  it('is a modal dialog with a name that closes by its button', () => {
    const onClose = vi.fn<() => void>();
    const { rerender } = render(<Sheet label="Settings" open onClose={onClose}><p>content</p></Sheet>);
    const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Settings' });
    expect(dialog.open).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalledOnce();
    rerender(<Sheet label="Settings" open={false} onClose={onClose}><p>content</p></Sheet>);
    expect(dialog.open).toBe(false);
    expect(screen.queryByText('content')).toBeNull();
  });
  it('stays open when the browser says only afterwards that it was closed before', () => {
    const onClose = vi.fn<() => void>();
    render(<Sheet label="Settings" open onClose={onClose}><p>content</p></Sheet>);
    const dialog = screen.getByRole<HTMLDialogElement>('dialog', { name: 'Settings' });
    fireEvent(dialog, new Event('close'));
    expect(onClose).not.toHaveBeenCalled();
    dialog.removeAttribute('open');
    fireEvent(dialog, new Event('close'));
    expect(onClose).toHaveBeenCalledOnce();
  });
});

describe('usePalette', () => {
  it('follows the theme', async () => {
    const style = document.createElement('style');
    style.textContent = ':root { --bg: #fafaf8; --ink: #15181c; --pen: 1 } :root[data-theme=dark] { --bg: #131618; --ink: #ecedea; --pen: 1.5 }';
    document.head.append(style);
    const Probe = () => <p>{usePalette().pen}</p>;
    render(<Probe />);
    expect(screen.getByText('1')).toBeDefined();
    act(() => document.documentElement.setAttribute('data-theme', 'dark'));
    await waitFor(() => expect(screen.getByText('1.5')).toBeDefined());
    document.documentElement.removeAttribute('data-theme');
    style.remove();
  });
});

describe('Canvas', () => {
  type Observed = (entries: readonly unknown[]) => void;
  let resized: Observed;
  beforeEach(() => {
    vi.stubGlobal('ResizeObserver', class {
      constructor(callback: Observed) { resized = callback; }
      observe() { /* told by the test */ }
      disconnect() { /* nothing to stop */ }
    });
    const context = { setTransform: vi.fn<() => void>(), clearRect: vi.fn<() => void>() };
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as unknown as ReturnType<HTMLCanvasElement['getContext']>);
  });
  const resize = (width: number, height: number, ratio: number) => resized([{
    contentRect: { width, height }, devicePixelContentBoxSize: [{ inlineSize: width * ratio, blockSize: height * ratio }],
  }]);
  const frame = () => new Promise<void>((done) => { requestAnimationFrame(() => done()); });

  it('is named, as large as its place in device pixels, and draws in CSS px', () => {
    const draw = vi.fn<(ctx: CanvasRenderingContext2D, view: { readonly width: number; readonly height: number }) => void>();
    render(<Canvas label="Output over the plane" draw={draw} />);
    resize(384, 200, 2);
    const canvas = screen.getByRole<HTMLCanvasElement>('img', { name: 'Output over the plane' });
    expect([canvas.width, canvas.height]).toEqual([768, 400]);
    expect(draw.mock.lastCall?.[1]).toMatchObject({ width: 384, height: 200, pixelRatio: 2, palette: getPalette() });
  });
  it('merges many changes to one drawing a frame', async () => {
    const draw = vi.fn<() => void>();
    let tell: () => void = () => undefined;
    const subscribe = (listener: () => void) => { tell = listener; return () => undefined; };
    render(<Canvas label={null} draw={draw} subscribe={subscribe} />);
    resize(100, 100, 1);
    await frame();
    draw.mockClear();
    for (let i = 0; i < 10; i++) tell();
    await frame();
    expect(draw).toHaveBeenCalledOnce();
  });
  it('hides a decorative layer', () => {
    const { container } = render(<Canvas label="" draw={() => undefined} />);
    expect(container.querySelector('canvas')?.getAttribute('aria-hidden')).toBe('true');
  });
});
