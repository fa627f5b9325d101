import { createNames, type Names } from '../../explain/names.ts';
import type { Network } from '../../engine/network.ts';
import { useNabla, type NablaState } from '../../store/nabla.ts';
import { networkOf } from '../../store/network.ts';

let latest: { readonly network: Network; readonly key: string; readonly names: Names } | null = null;

/** The names of the present network's parameters, by the experiment's scheme; the same object as long as nothing changes them. */
export function namesOf({ experiment }: Pick<NablaState, 'experiment'>): Names {
  const network = networkOf(experiment);
  const naming = experiment.naming ?? 'layers';
  const key = `${naming} ${experiment.features.join(' ')}`;
  if (latest === null || latest.network !== network || latest.key !== key) latest = { network, key, names: createNames(network, naming, experiment.features) };
  return latest.names;
}

export function useNames(): Names {
  return useNabla(namesOf);
}
