import styles from "./demo-tag.module.css";

/** Says beside a name that it belongs to the demo. */
export function DemoTag() {
  return <span className={styles["tag"]}>demo</span>;
}
