import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCommands } from '../../src/app/commands.ts';
import { KeysDialog } from '../../src/app/KeysDialog.tsx';
import { installShortcuts } from '../../src/app/shortcuts.ts';
import { nabla } from '../../src/store/nabla.ts';

const begin = nabla.getState();
const commands = createCommands(() => { throw new Error('no dialog is asked for'); });
let remove = (): void => undefined;

beforeEach(() => {
  vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function show(this: HTMLDialogElement) { this.open = true; });
  nabla.setState({ ...begin, booted: true, view: 'play', presenting: true, learning: { lesson: 'neuron', page: 2 }, lessonLength: 8 });
  remove = installShortcuts(commands, window);
});
afterEach(() => {
  cleanup();
  remove();
  vi.restoreAllMocks();
  nabla.setState(begin, true);
});

describe('the keys of who presents', () => {
  it('do not leave a lesson by a slip on a digit; out of presenting, and without a lesson, digits lead to the views', () => {
    const press = (key: string): void => { fireEvent.keyDown(document.body, { key }); };
    for (const key of ['2', '3', '4', '5']) press(key);
    expect([nabla.getState().view, nabla.getState().learning]).toEqual(['play', { lesson: 'neuron', page: 2 }]);
    nabla.setState({ learning: null });
    press('4');
    expect(nabla.getState().view).toBe('landscape');
    nabla.setState({ presenting: false, learning: { lesson: 'neuron', page: 2 } });
    press('2');
    expect([nabla.getState().view, nabla.getState().learning]).toEqual(['step', null]);
  });

  it('stand first in the list of keys, which says that the digits rest', async () => {
    render(<KeysDialog commands={commands} open onClose={() => undefined} />);
    const dialog = within(screen.getByRole('dialog', { name: 'Keys' }));
    await dialog.findByText('Next page of the lesson');
    const names = screen.getAllByRole('term').map(({ textContent }) => textContent);
    expect(names.slice(0, 4)).toEqual(['Next page of the lesson', 'Previous page of the lesson', 'Play or pause', 'Step']);
    expect(names).not.toContain('View: Landscape');
    expect(dialog.getByText(/^While a page of a lesson is presented, 1 – 5 do nothing/)).toBeTruthy();
  });
});
