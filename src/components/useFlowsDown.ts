import { useMedia } from './useMedia.ts';

/** On a phone the page is one column: the network flows down, and what stands beside something stands under it. */
export function useFlowsDown(): boolean {
  return useMedia('(max-width: 719.98px)');
}
