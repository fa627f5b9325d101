/** Whose formula is shown: the quantity opened last, else that of the present beat. */
import { useMemo } from 'react';
import { addressKey, type Address } from '../explain/address.ts';
import { useBeat, useShownAddress } from './beats.ts';
import { useStudy } from './study.ts';

export type StepQuantity = {
  /** null at the very beginning. */
  readonly address: Address | null;
  /** While a weighted sum is being added up: its term; null when it is complete. */
  readonly term: number | null;
};

export function useStepQuantity(): StepQuantity {
  const study = useStudy();
  const shown = useShownAddress();
  const beat = useBeat();
  return useMemo(() => {
    const isBeat = shown !== null && beat !== null && beat.term !== null && addressKey(shown) === addressKey(beat.address);
    // The last term completes the sum, which then stands there as a whole.
    const inputs = shown?.kind === 'z' ? study?.network.layers[shown.layer]?.inputs : undefined;
    return { address: shown, term: isBeat && beat.term !== inputs ? beat.term : null };
  }, [study, shown, beat]);
}
