import { cleanup, render, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useFocusKept } from '../../src/app/useFocusKept.ts';

afterEach(cleanup);

function Views({ view, marked = false }: { readonly view: string; readonly marked?: boolean }) {
  useFocusKept(view, 'views');
  return (
    <>
      <button type="button">outside</button>
      <div id="views" tabIndex={-1}>{view === 'play' ? <button type="button">inside</button> : <p>another view</p>}{marked && <><button type="button">other</button><button type="button" data-arrival>forward</button></>}</div>
    </>
  );
}

it('gives the focus of what has left to the view that came, and leaves any other where it is', () => {
  const { rerender, getByText } = render(<Views view="play" />);
  getByText('inside').focus();
  rerender(<Views view="step" />);
  expect(document.activeElement?.id).toBe('views');
  getByText('outside').focus();
  rerender(<Views view="play" />);
  expect(document.activeElement).toBe(getByText('outside'));
});

it('goes to the first control that a view has marked', () => {
  const { rerender, getByText } = render(<Views view="play" />);
  getByText('inside').focus();
  rerender(<Views view="step" marked />);
  expect(document.activeElement).toBe(getByText('forward'));
});

function Page({ hasPad, dialog }: { readonly hasPad: boolean; readonly dialog: boolean }) {
  useFocusKept('play', 'views');
  return (
    <>
      <main>
        <div id="views" tabIndex={-1}>
          <button type="button">first</button>
          <section><button type="button">choice</button>{hasPad && <div><button type="button">pad</button></div>}</section>
        </div>
      </main>
      {dialog && <dialog open><button type="button">in the dialog</button></dialog>}
    </>
  );
}

it('gives the focus of what has left to what stood nearest to it', async () => {
  const { rerender, getByText } = render(<Page hasPad dialog={false} />);
  getByText('pad').focus();
  rerender(<Page hasPad={false} dialog={false} />);
  await waitFor(() => { expect(document.activeElement).toBe(getByText('choice')); });
});

it('tries again when a dialog closes whose contents left before it, while the page under it took no focus', async () => {
  const { rerender, getByText } = render(<Page hasPad dialog />);
  const inDialog = getByText('in the dialog');
  inDialog.focus();
  const views = document.getElementById('views')!;
  const dialog = inDialog.parentElement as HTMLDialogElement;
  const focus = vi.spyOn(views, 'focus').mockImplementation(() => {});
  inDialog.remove();
  await waitFor(() => { expect(focus).toHaveBeenCalled(); });
  expect(document.activeElement).toBe(document.body);
  focus.mockRestore();
  dialog.open = false;
  await waitFor(() => { expect(document.activeElement).toBe(views); });
  dialog.append(inDialog);
  rerender(<Page hasPad dialog={false} />);
});

it('goes back from a dialog to where the focus was before it, through what was opened in between', async () => {
  const { rerender, getByText } = render(<Page hasPad dialog={false} />);
  getByText('pad').focus();
  rerender(<Page hasPad dialog />);
  getByText('in the dialog').focus();
  rerender(<Page hasPad dialog={false} />);
  await waitFor(() => { expect(document.activeElement).toBe(getByText('pad')); });
});
