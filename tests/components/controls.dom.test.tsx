import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Choice } from '../../src/components/Choice.tsx';
import { IconButton } from '../../src/components/IconButton.tsx';
import { NumberField } from '../../src/components/NumberField.tsx';
import { SegmentedChoice } from '../../src/components/SegmentedChoice.tsx';
import { Slider } from '../../src/components/Slider.tsx';
import { TextButton } from '../../src/components/TextButton.tsx';

afterEach(cleanup);

describe('Slider', () => {
  const rate = (value: number, onChange = vi.fn<(value: number) => void>()) => {
    render(<Slider label="Learning rate" scale="log" min={1e-6} max={100} value={value} onChange={onChange} />);
    return { onChange, slider: screen.getByRole<HTMLInputElement>('slider', { name: 'Learning rate' }) };
  };

  it('reads its value out in words of the scale, not of the track', () => {
    expect(rate(0.03).slider.getAttribute('aria-valuetext')).toBe('0.03');
  });
  it.each([
    ['ArrowRight', 0.035], ['ArrowUp', 0.035], ['ArrowLeft', 0.028], ['ArrowDown', 0.028], ['PageUp', 0.3], ['PageDown', 0.003], ['Home', 1e-6], ['End', 100],
  ])('log: %s gives %d', (key, expected) => {
    const { slider, onChange } = rate(0.03);
    fireEvent.keyDown(slider, { key });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(expected);
  });
  it('stays within its limits and leaves other keys alone', () => {
    const { slider, onChange } = rate(100);
    fireEvent.keyDown(slider, { key: 'ArrowRight' });
    fireEvent.keyDown(slider, { key: 'a' });
    fireEvent.keyDown(slider, { key: 'ArrowLeft', ctrlKey: true });
    expect(onChange).not.toHaveBeenCalled();
  });
  it('gives two digits when dragged on a log scale', () => {
    const { slider, onChange } = rate(0.03);
    fireEvent.change(slider, { target: { value: String(Math.log10(0.12345)) } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(0.12);
  });
  it('is a native range on a linear scale, with its value shown', () => {
    const onChange = vi.fn<(value: number) => void>();
    render(<Slider label="Batch size" min={1} max={196} step={1} value={28} valueText="28 of 196" onChange={onChange} />);
    const slider = screen.getByRole<HTMLInputElement>('slider', { name: 'Batch size' });
    expect([slider.min, slider.max, slider.step, slider.value]).toEqual(['1', '196', '1', '28']);
    expect(slider.getAttribute('aria-valuetext')).toBe('28 of 196');
    expect(screen.getByText('28 of 196')).toBeDefined();
    fireEvent.change(slider, { target: { value: '40' } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith(40);
  });
});

describe('NumberField', () => {
  const field = (value = 0.1, onCommit = vi.fn<(value: number) => void>()) => {
    const view = render(<NumberField label="Learning rate value" value={value} min={1e-6} max={100} onCommit={onCommit} />);
    const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'Learning rate value' });
    const type = (text: string, key = 'Enter') => {
      fireEvent.change(input, { target: { value: text } });
      fireEvent.keyDown(input, { key });
    };
    return { ...view, onCommit, input, type };
  };

  it.each([['0.03', 0.03], ['1e-3', 0.001], ['0,5', 0.5], [' 2 ', 2]])('takes “%s”', (text, value) => {
    const { type, onCommit } = field();
    type(text);
    expect(onCommit).toHaveBeenCalledExactlyOnceWith(value);
    expect(screen.queryByRole('alert')?.textContent).toBe('');
  });
  it.each([
    ['abc', 'Learning rate value: “abc” is not a number. Allowed: 0.000001 to 100.'],
    ['1000', 'Learning rate value: 1000 is too large. Allowed: 0.000001 to 100.'],
    ['-3', 'Learning rate value: -3 is too small. Allowed: 0.000001 to 100.'],
    ['NaN', 'Learning rate value: “NaN” is not a number. Allowed: 0.000001 to 100.'],
  ])('refuses “%s” in one sentence and keeps the old value', (text, sentence) => {
    const { type, onCommit, input } = field();
    type(text);
    expect(onCommit).not.toHaveBeenCalled();
    expect(input.value).toBe('0.1');
    expect(input.getAttribute('aria-invalid')).toBe('true');
    const problem = screen.getByRole('alert');
    expect(problem.textContent).toBe(sentence);
    expect(input.getAttribute('aria-describedby')).toBe(problem.id);
  });
  it('refuses fractions where whole numbers are wanted', () => {
    const onCommit = vi.fn<(value: number) => void>();
    render(<NumberField label="Seed" value={2} min={0} max={999} integer onCommit={onCommit} />);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '2.5' } });
    fireEvent.blur(screen.getByRole('textbox'));
    expect(screen.getByRole('alert').textContent).toContain('2.5 is not a whole number');
    expect(onCommit).not.toHaveBeenCalled();
  });
  it('says nothing and commits nothing when nothing was changed', () => {
    const { input, type, onCommit } = field();
    fireEvent.focus(input);
    fireEvent.blur(input);
    type('0.1');
    type('');
    expect(onCommit).not.toHaveBeenCalled();
    expect(screen.getByText('', { selector: '[role=alert]' })).toBeDefined();
  });
  it('gives the old value back on Escape', () => {
    const { type, input, onCommit } = field();
    type('7', 'Escape');
    fireEvent.blur(input);
    expect(input.value).toBe('0.1');
    expect(onCommit).not.toHaveBeenCalled();
  });
  it('forgets the complaint when the value changes elsewhere', () => {
    const { type, rerender } = field();
    type('abc');
    rerender(<NumberField label="Learning rate value" value={0.2} min={1e-6} max={100} onCommit={() => undefined} />);
    expect(screen.queryByText(/not a number/)).toBeNull();
  });
  it('steps with the arrow keys within its limits', () => {
    const onCommit = vi.fn<(value: number) => void>();
    render(<NumberField label="Seed" value={2} min={0} max={3} step={1} onCommit={onCommit} />);
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'ArrowUp' });
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'ArrowDown' });
    expect(onCommit.mock.calls).toEqual([[3], [1]]);
  });
});

describe('Choice', () => {
  const options = [
    { value: 'tanh', label: 'tanh' }, { value: 'relu', label: 'ReLU', hint: 'starts again' }, { value: 'sin', label: 'sin', group: 'Others' },
  ] as const;
  it('is a native combobox with its name, groups and hints', () => {
    const onChange = vi.fn<(value: string) => void>();
    render(<Choice label="Activation" compact value="tanh" options={options} onChange={onChange} />);
    const select = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Activation' });
    expect([...select.options].map((o) => o.textContent)).toEqual(['tanh', 'ReLU (starts again)', 'sin']);
    expect(select.querySelector('optgroup')?.label).toBe('Others');
    fireEvent.change(select, { target: { value: 'relu' } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith('relu');
  });
  it('shows the chosen word without the hint', () => {
    const { container } = render(<Choice label="Activation" value="relu" options={options} onChange={() => undefined} />);
    expect(container.querySelector('.choice-shown')?.textContent).toBe('ReLU');
  });
});

describe('SegmentedChoice', () => {
  it('is a named group of native radio buttons', () => {
    const onChange = vi.fn<(value: string) => void>();
    render(<SegmentedChoice label="Edges show" value="weights" options={[{ value: 'weights', label: 'weights' }, { value: 'gradients', label: 'gradients' }]} onChange={onChange} />);
    expect(screen.getByRole('radiogroup', { name: 'Edges show' })).toBeDefined();
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'weights' }).checked).toBe(true);
    fireEvent.click(screen.getByRole('radio', { name: 'gradients' }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith('gradients');
  });
});

describe('buttons', () => {
  it('have a name, a tooltip with the key, and are no submit buttons', () => {
    const onClick = vi.fn<() => void>();
    render(<IconButton label="Play" icon="play" primary shortcut="Space" onClick={onClick} />);
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Play' });
    expect([button.title, button.type]).toEqual(['Play (Space)', 'button']);
    fireEvent.click(button);
    expect(onClick).toHaveBeenCalledOnce();
  });
  it('do nothing when disabled', () => {
    const onClick = vi.fn<() => void>();
    render(<TextButton disabled onClick={onClick}>Share</TextButton>);
    fireEvent.click(screen.getByRole('button', { name: 'Share' }));
    expect(onClick).not.toHaveBeenCalled();
  });
});
