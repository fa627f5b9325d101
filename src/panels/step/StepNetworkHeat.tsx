/** After a check of all gradients: a band under every edge, the stronger the less backpropagation and the difference quotient agree. */
import { memo, useMemo } from 'react';
import { useNabla } from '../../store/nabla.ts';
import { agreementOf } from './StepCheckWords.ts';
import { edgeCurve, type PlacedEdge, type StepLayout } from './StepNetworkLayout.ts';

export const StepNetworkHeat = memo(function StepNetworkHeat({ layout }: { readonly layout: StepLayout }) {
  const table = useNabla(({ check }) => (check.state === 'done' && check.wanted === null ? check.table : null));
  const bands = useMemo(() => {
    if (table === null) return null;
    const heatOf = ({ parameter }: PlacedEdge): number => (table.indices[parameter] === parameter ? agreementOf(table, parameter).heat : 0);
    return layout.edges
      .map((edge) => ({ edge, heat: heatOf(edge) }))
      .toSorted((a, b) => a.heat - b.heat)
      .map(({ edge, heat }) => <path key={edge.parameter} className="step-heat" data-heat={heat} d={edgeCurve(edge)} />);
  }, [layout.edges, table]);
  return bands === null ? null : <g>{bands}</g>;
});
