/** One update, number by number: the formula, the network, the ledger and the paths, all lit by the same step. */
import { ExplanationColumn } from '../panels/ExplanationColumn.tsx';
import { PresetMenu } from '../panels/PresetMenu.tsx';
import { StepCheck } from '../panels/StepCheck.tsx';
import { StepFormula } from '../panels/StepFormula.tsx';
import { StepLedger } from '../panels/StepLedger.tsx';
import { StepNetwork } from '../panels/StepNetwork.tsx';
import { StepPosition } from '../panels/StepPosition.tsx';
import { StepCounts, StepTransport } from '../panels/StepTransport.tsx';
import { Area } from './Area.tsx';
import './step.css';

export function StepView() {
  return (
    <div className="step">
      <hr className="step-rule step-rule-stage" />
      <hr className="step-rule step-rule-ledger" />
      <hr className="step-rule step-rule-position" />
      <Area name="step-formula" label="The formula"><StepFormula /></Area>
      <Area name="step-inspector" label="The inspector"><ExplanationColumn /></Area>
      <Area name="step-preset" label="The preset"><PresetMenu /></Area>
      <Area name="step-network" label="The network"><StepNetwork /></Area>
      <Area name="step-ledger" label="The ledger"><StepLedger /></Area>
      <Area name="step-check" label="The check"><StepCheck /></Area>
      <Area name="step-position" label="The place in the update"><StepPosition /></Area>
      <div className="step-foot">
        <Area name="step-transport" label="The transport"><StepTransport /></Area>
        <Area name="step-counts" label="The counts"><StepCounts /></Area>
      </div>
    </div>
  );
}
