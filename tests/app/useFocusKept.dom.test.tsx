import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useFocusKept } from '../../src/app/useFocusKept.ts';

afterEach(cleanup);

function Views({ view }: { readonly view: string }) {
  useFocusKept(view, 'views');
  return (
    <>
      <button type="button">outside</button>
      <div id="views" tabIndex={-1}>{view === 'play' ? <button type="button">inside</button> : <p>another view</p>}</div>
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
