/** One update, number by number: the formula, the network, the ledger and the paths, all lit by the same step. */
import './step.css';

export function StepView() {
  return (
    <div className="step">
    </div>
  );
}
