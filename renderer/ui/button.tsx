import type { ComponentProps } from "react";
import styles from "./button.module.css";

type ButtonProps = ComponentProps<"button"> & { kind?: "normal" | "primary" | "danger" | "quiet" };

export function Button({ kind = "normal", type = "button", ...rest }: ButtonProps) {
  return <button {...rest} type={type} className={styles["button"]} data-kind={kind} />;
}
