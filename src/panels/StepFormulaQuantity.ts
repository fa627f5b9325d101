/** Whose formula is shown: the quantity opened last, else the one being guessed, else that of the present beat. */
import { useMemo } from 'react';
import { addressKey, parseAddress, type Address } from '../explain/address.ts';
import { useNabla } from '../store/nabla.ts';
import { askedAddressOf } from '../store/predicting.ts';
import { useBeat, useShownAddress, useStudy } from '../store/study.ts';

export type StepQuantity = {
  /** null at the very beginning. */
  readonly address: Address | null;
  /** While a weighted sum is being added up: its term; null when it is complete. */
  readonly term: number | null;
};

export function useStepQuantity(): StepQuantity {
  const study = useStudy();
  const shown = useShownAddress();
  const isOpened = useNabla((state) => state.trail.length > 0);
  const askedKey = useNabla((state) => {
    const asked = askedAddressOf(state);
    return asked === null ? null : addressKey(asked);
  });
  const beat = useBeat();
  return useMemo(() => {
    if (!isOpened && askedKey !== null) return { address: parseAddress(askedKey), term: null };
    const isBeat = shown !== null && beat !== null && beat.term !== null && addressKey(shown) === addressKey(beat.address);
    // The last term completes the sum, which then stands there as a whole.
    const inputs = shown?.kind === 'z' ? study?.network.layers[shown.layer]?.inputs : undefined;
    return { address: shown, term: isBeat && beat.term !== inputs ? beat.term : null };
  }, [study, shown, isOpened, askedKey, beat]);
}
