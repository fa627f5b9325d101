import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchSoon, later } from '../../src/components/later.tsx';

afterEach(cleanup);

const Part = ({ word }: { readonly word: string }) => <p>The part says {word}</p>;

describe('a part that comes later', () => {
  it('keeps its room until it has come, and is fetched once', async () => {
    const load = vi.fn<() => Promise<typeof Part>>().mockResolvedValue(Part);
    const Later = later(load, { name: 'The part', waiting: <p>One moment</p> });
    render(<><Later word="one" /><Later word="two" /></>);
    expect(screen.getAllByText('One moment')).toHaveLength(2);
    await screen.findByText('The part says one');
    expect(screen.getByText('The part says two')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is there at once when it was fetched ahead of need', async () => {
    const load = vi.fn<() => Promise<typeof Part>>().mockResolvedValue(Part);
    const Later = later(load, { name: 'The part', soon: true });
    await fetchSoon();
    render(<Later word="now" />);
    expect(screen.getByText('The part says now')).toBeTruthy();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('says in its place that it could not be fetched, and can be asked for again', async () => {
    const load = vi.fn<() => Promise<typeof Part>>().mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module')).mockResolvedValue(Part);
    const Later = later(load, { name: 'The part' });
    render(<Later word="after all" />);
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The part could not be fetched\. .*newer version/);
    expect(load).toHaveBeenCalledTimes(1);
    screen.getByRole('button', { name: 'Try again' }).click();
    await screen.findByText('The part says after all');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('which fails ahead of need says nothing, and is asked for again when it is shown', async () => {
    const load = vi.fn<() => Promise<typeof Part>>().mockRejectedValueOnce(new TypeError('Failed to fetch')).mockResolvedValue(Part);
    const Later = later(load, { name: 'The part', soon: true });
    await fetchSoon();
    render(<Later word="later" />);
    await screen.findByText('The part says later');
    expect(load).toHaveBeenCalledTimes(2);
  });
});
