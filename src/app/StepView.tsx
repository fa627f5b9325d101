/** One update, number by number: the formula, the network, the ledger and the paths, all lit by the same step. */
import { useLayoutEffect } from 'react';
import '../panels/transport/Transport.css';
import { ExplanationColumn } from '../panels/explanation/ExplanationColumn.tsx';
import { StepCheck } from '../panels/step/StepCheck.tsx';
import { StepExample } from '../panels/step/StepExample.tsx';
import { useStepStacks } from '../panels/step/StepFlow.ts';
import { StepFormula } from '../panels/step/StepFormula.tsx';
import { StepHeadline } from '../panels/step/StepHeadline.tsx';
import { StepLedger } from '../panels/step/StepLedger.tsx';
import { StepNetwork } from '../panels/step/StepNetwork.tsx';
import { StepPaths } from '../panels/step/StepPaths.tsx';
import { StepPosition } from '../panels/step/StepPosition.tsx';
import { StepPredict } from '../panels/step/StepPredict.tsx';
import { StepCounts, StepTransport } from '../panels/step/StepTransport.tsx';
import { useNabla, type NablaState } from '../store/nabla.ts';
import { Area } from './Area.tsx';
import './step.css';
import { say } from '../words/say.ts';

const formula = <Area key="formula" name="step-formula" label={say('The formula')}><StepFormula /></Area>;
const inspector = <Area key="inspector" name="step-inspector" label={say('The inspector')}><Reading /></Area>;
const example = <Area key="example" name="step-example" label={say('The example')}><StepExample /></Area>;
const network = <Area key="network" name="step-network" label={say('The network')}><StepNetwork /></Area>;
const ledger = <Area key="ledger" name="step-ledger" label={say('The ledger')}><StepLedger /></Area>;
const paths = <Area key="paths" name="step-paths" label={say('The path tree')}><StepPaths /></Area>;
const check = <Area key="check" name="step-check" label={say('The check')}><StepCheck /></Area>;
const position = <Area key="position" name="step-position" label={say('The place in the update')}><StepPosition /></Area>;
const transport = <Area key="transport" name="step-transport" label={say('The transport')}><StepTransport /></Area>;
const headline = <Area key="headline" name="step-headline" label={say('The sentence of the step')}><StepHeadline /></Area>;

const selectGuessing = (state: NablaState): boolean => state.predicting && state.trail.length === 0;

export function StepView() {
  const isGuessing = useNabla(selectGuessing);
  const stacks = useStepStacks();
  // The page's own scrolling is the root's, which is told of this view rather than left to look for it after every change.
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset['step'] = stacks ? 'stack' : 'grid';
    return () => { delete dataset['step']; };
  }, [stacks]);
  if (stacks) {
    // A question stands where the eye is, above what would answer it.
    const order = isGuessing ? [headline, inspector, formula] : [headline, formula, inspector];
    return <div className="step" data-flow="stack">{[...order, network, position, paths, ledger, example, check, transport]}</div>;
  }
  return (
    <div className="step" data-flow="grid">
      {formula}{inspector}
      <hr className="step-rule step-rule-stage" />
      {example}{network}
      <hr className="step-rule step-rule-ledger" />
      {ledger}{paths}{check}
      <hr className="step-rule step-rule-position" />
      {position}
      <div className="step-foot">
        {transport}{headline}
        <Area name="step-counts" label={say('The counts')}><StepCounts /></Area>
      </div>
    </div>
  );
}

/** Beside the formula: why the step is as it is, or the question what comes next. */
function Reading() {
  return useNabla(selectGuessing) ? <StepPredict /> : <ExplanationColumn />;
}
