import styles from "./instrument.module.css";

/** An instrument with its coin first for the eye: `BTC` strong, the rest of its name dim. */
export function Instrument({ name }: { name: string }) {
  const slash = name.indexOf("/");
  if (slash === -1) return <span>{name}</span>;
  return (
    <span className={styles["name"]} title={name}>
      {name.slice(0, slash)}
      <span className={styles["rest"]}>{name.slice(slash)}</span>
    </span>
  );
}
