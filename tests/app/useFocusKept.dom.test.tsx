import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useFocusKept } from '../../src/app/useFocusKept.ts';

afterEach(cleanup);

function Views({ view }: { readonly view: string }) {
  useFocusKept(view, 'views');
  return (
    <>
      <button type="button" data-testid="outside" />
      <div id="views" tabIndex={-1}>{view === 'play' ? <button type="button" data-testid="inside" /> : <p>another view</p>}</div>
    </>
  );
}

it('gives the focus of what has left to the view that came, and leaves any other where it is', () => {
  const { rerender, getByTestId } = render(<Views view="play" />);
  getByTestId('inside').focus();
  rerender(<Views view="step" />);
  expect(document.activeElement?.id).toBe('views');
  getByTestId('outside').focus();
  rerender(<Views view="play" />);
  expect(document.activeElement).toBe(getByTestId('outside'));
});
