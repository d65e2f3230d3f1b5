import styles from "./generic-tag.module.css";
import { Hint } from "./hint.tsx";

const SENTENCES = [
  "Reckoned by the generic model: Keel has no margin rule of this venue.",
  "Figures are approximate. Liquidation follows the venue’s own margin rates or is not known. Hold them against what the venue shows.",
];

type GenericTagProps = {
  marginModel: string;
  /** Inside a link, which can hold nothing else that takes the focus. */
  plain?: boolean;
};

/** Says beside a name that no rule of its venue stands behind the figures. Nothing for other models. */
export function GenericTag({ marginModel, plain = false }: GenericTagProps) {
  if (marginModel !== "generic-cross") return null;
  if (plain) return <span className={styles["tag"]}>generic</span>;
  return (
    <Hint sentences={SENTENCES}>
      <span className={styles["tag"]} data-testid="generic-tag">
        generic
      </span>
    </Hint>
  );
}
